package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users made on the command line, before the server starts. */
class UserCommandIT {
    @TempDir
    Path dataDir;

    @Test
    void aUserWhoWasAddedLogsInAndNoLinkIsOffered() throws Exception {
        assertThat(user("add", "--role", "admin", AccountClient.ADMIN)).isEqualTo("0 ada is admin\n");
        assertThat(user("add", AccountClient.ADMIN))
                .startsWith("1 straightedge: ")
                .contains("already");
        assertThat(user("list")).startsWith("0 ").contains("ada", "admin");
        try (ServerFixture server = ServerFixture.withAccounts(dataDir)) {
            assertThat(new AccountClient(server).get("/api/v1/session").body()).contains("\"welcome\":false");
            AccountClient admin = AccountClient.login(server, AccountClient.ADMIN);
            assertThat(admin.get("/api/v1/users").statusCode()).isEqualTo(200);
        }
    }

    /** Exit status and what the command said, with the usual password as its input. */
    private String user(String command, String... more) throws IOException, InterruptedException {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "user";
        arguments[1] = command;
        arguments[2] = "--data-dir";
        arguments[3] = dataDir.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        Process process = Program.builder(arguments).redirectErrorStream(true).start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(AccountClient.PASSWORD + "\n");
        } catch (IOException e) {
            assertThat(e).as("the command did not want it").hasMessageContaining("Broken pipe");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }
}
