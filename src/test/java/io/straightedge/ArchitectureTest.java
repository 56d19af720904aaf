package io.straightedge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may import which: the whole table, in one place. */
class ArchitectureTest {
    private static final String ROOT = "io.straightedge";

    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            entry("config", List.of("run")),
            entry("query", List.of()),
            entry("run", List.of()),
            entry("disk", List.of()),
            entry("data", List.of()),
            entry("text", List.of()),
            entry("linalg", List.of()),
            entry("pwl", List.of("linalg")),
            entry("measure", List.of("pwl", "linalg")),
            entry("theory", List.of("pwl")),
            entry("bench", List.of("pwl", "measure", "linalg")),
            entry("train", List.of("run", "data", "pwl", "linalg")),
            entry("archive", List.of("run")),
            entry("account", List.of()),
            entry("backup", List.of("disk")),
            entry("store", List.of("run", "account", "disk")),
            entry("upkeep", List.of("run", "account", "config", "disk")),
            entry("telemetry", List.of("run")),
            entry("experiment", List.of("run", "measure")),
            entry("engine", List.of("run", "disk", "data", "train", "measure", "theory", "pwl")),
            entry(
                    "web",
                    List.of(
                            "run",
                            "disk",
                            "query",
                            "account",
                            "backup",
                            "config",
                            "data",
                            "theory",
                            "experiment",
                            "archive",
                            "telemetry")));

    /** Every package words messages. */
    private static final String EVERYWHERE = "text";

    /** Libraries with one owner each, or a few. */
    private static final Map<String, List<String>> ONLY_IN = Map.of(
            "org.deeplearning4j..", List.of(ROOT + ".train"),
            "org.nd4j..", List.of(ROOT + ".train", ROOT + ".linalg"),
            "org.bytedeco..", List.of(ROOT + ".train", ROOT + ".linalg", ROOT + ".bench"),
            "org.springframework..", List.of(ROOT + ".account"),
            "java.sql..", List.of(ROOT + ".store"),
            "io.vertx..", List.of(ROOT, ROOT + ".engine", ROOT + ".web"),
            "picocli..", List.of(ROOT));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Set<String> packages() {
        return MAY_IMPORT.keySet();
    }

    static Set<String> libraries() {
        return ONLY_IN.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        List<String> allowed = new ArrayList<>(List.of(ROOT + "." + name, ROOT + "." + EVERYWHERE));
        MAY_IMPORT.get(name).forEach(other -> allowed.add(ROOT + "." + other));
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(ROOT + ".."))))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void librariesStayWithTheirOwners(String library) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ONLY_IN.get(library).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void nothingImportsTheRoot(String name) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(MAIN);
    }

    /** The program itself speaks English, but the classes also live in tests and in other programs. */
    @Test
    void whatDependsOnALanguageNamesIt() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .check(MAIN);
    }

    @Test
    void theTableNamesEveryPackage() {
        Set<String> found = MAIN.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(new TreeSet<>(MAY_IMPORT.keySet()));
    }
}
