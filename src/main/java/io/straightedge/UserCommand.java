package io.straightedge;

import io.straightedge.account.Accounts;
import io.straightedge.account.Role;
import io.straightedge.account.User;
import io.straightedge.backup.Restore;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users, while no server runs: it has the database to itself. */
@Command(
        name = "user",
        description = "Adds and lists users of a server with --auth local; end the server before.",
        mixinStandardHelpOptions = true)
final class UserCommand {
    private interface Work {
        void on(Accounts accounts) throws IOException;
    }

    @Command(name = "add", description = "Adds a user. The password is asked for, or read from standard input.")
    int add(
            @Option(names = "--data-dir", description = "as of the server", defaultValue = "data") Path dataDir,
            @Option(names = "--role", description = "viewer, member or admin", defaultValue = "member") Role role,
            @Parameters(paramLabel = "NAME", description = "small letters, digits, dots, hyphens, underscores")
                    String name)
            throws IOException {
        return with(dataDir, accounts -> {
            User.named(name, role, Clock.systemUTC().instant());
            accounts.add(name, role, password(name));
            System.out.println(name + " is " + role.label());
        });
    }

    @Command(
            name = "passwd",
            description = "Sets a user's password, which is asked for, or read from standard input; the user's sessions"
                    + " and API tokens end.")
    int passwd(
            @Option(names = "--data-dir", description = "as of the server", defaultValue = "data") Path dataDir,
            @Parameters(paramLabel = "NAME", description = "of the user") String name)
            throws IOException {
        return with(dataDir, accounts -> {
            accounts.user(name);
            accounts.setPassword(name, password(name));
            System.out.println("the password of " + name + " is set");
        });
    }

    @Command(name = "list", description = "Lists the users.")
    int list(@Option(names = "--data-dir", description = "as of the server", defaultValue = "data") Path dataDir)
            throws IOException {
        return with(dataDir, accounts -> {
            for (User user : accounts.users()) {
                System.out.println(user.name() + "\t" + user.role().label() + (user.disabled() ? "\tdisabled" : ""));
            }
        });
    }

    private static int with(Path dataDir, Work work) throws IOException {
        Restore.rejectHalfDone(dataDir);
        try (Stores stores = H2RunStore.openAll(dataDir)) {
            work.on(new Accounts(stores.accounts(), Clock.systemUTC()));
            return 0;
        }
    }

    /** From a terminal twice and unseen, otherwise one line: never an argument, which every process can read. */
    private static String password(String name) throws IOException {
        @Nullable Console console = Terminal.console();
        if (console == null) {
            @Nullable
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        }
        String password = asked(console, "Password for " + name + ": ");
        if (!password.equals(asked(console, "Again: "))) {
            throw new IOException("the two passwords differ; nothing was changed");
        }
        return password;
    }

    private static String asked(Console console, String prompt) throws IOException {
        char @Nullable [] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new IOException("no password was given; nothing was changed");
        }
        return new String(typed);
    }
}
