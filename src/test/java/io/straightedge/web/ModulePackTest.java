package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulePackTest {
    private static final Map<String, String> LIBRARIES = Map.of("lib.js", "vendor/lib/lib.js");

    @Test
    void aModuleComesOnceAndAfterThoseItImports() {
        String packed = ModulePack.of(
                "js/main.js",
                Map.of(
                        "js/main.js",
                                """
                        import { a, b as c } from "./views/a.js";
                        import {
                          as as d,
                          e,
                        } from 'lib.js';
                        import "./b.js";
                        a(c, d, e);""",
                        "js/views/a.js",
                                """
                        import { e } from "lib.js";
                        export const b = 2;
                        export async function a() {}
                        const imported = "import";""",
                        "js/b.js",
                                """
                        export class B {}
                        export function $f() {}""",
                        "js/unused.js", "throw 1;",
                        "vendor/lib/lib.js",
                                """
                        const x = 1, e = 2;
                        export { x as as, e };"""),
                LIBRARIES);
        assertThat(packed)
                .isEqualTo(
                        """
                // vendor/lib/lib.js
                const $0 = (() => {
                const x = 1, e = 2;

                return { as: x, e };
                })();
                // js/views/a.js
                const $1 = (() => {
                const { e } = $0;
                const b = 2;
                async function a() {}
                const imported = "import";
                return { b, a };
                })();
                // js/b.js
                const $2 = (() => {
                class B {}
                function $f() {}
                return { B, $f };
                })();
                // js/main.js
                const $3 = (() => {
                const { a, b: c } = $1;
                const {
                  as: d,
                  e,
                } = $0;

                a(c, d, e);
                return {  };
                })();
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            import * as all from "./b.js";   | js/a.js cannot be packed because of: import * as all from "./b.js";
            import b from "./b.js";          | js/a.js cannot be packed because of: import b from "./b.js";
            export default 1;                | js/a.js cannot be packed because of: export default 1;
            export let b = 1;                | js/a.js cannot be packed because of: export let b = 1;
            export * from "./b.js";          | js/a.js cannot be packed because of: export * from "./b.js";
            export { b } from "./b.js";      | js/a.js cannot be packed because of: export { b } from "./b.js";
            const b = await import("./b.js") | js/a.js cannot be packed because of: import("./b.js")
            const url = import.meta.url      | js/a.js cannot be packed because of: import.meta.url
            import { c } from "./c.js";      | there is no module js/c.js
            import { c } from "unknown";     | there is no module unknown
            import { a } from "./a.js";      | modules import each other in a circle: [js/a.js]
            import { b } from "./b.js";      | modules import each other in a circle: [js/a.js, js/b.js]
            """)
    void whatCannotBePackedIsNamed(String statement, String message) {
        Map<String, String> modules = Map.of("js/a.js", statement, "js/b.js", "import { a } from \"./a.js\";");
        assertThatThrownBy(() -> ModulePack.of("js/a.js", modules, LIBRARIES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }
}
