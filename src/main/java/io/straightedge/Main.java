package io.straightedge;

import io.straightedge.linalg.Blas;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line: {@code straightedge <command>}. Exit status 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "straightedge",
        description = "A live laboratory for implicit regularisation in ReLU networks.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            RunCommand.class,
            ExperimentCommand.class,
            MeasureCommand.class,
            TheoryCommand.class,
            BenchCommand.class,
            UserCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RepairCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        speakEnglish();
        Blas.prepareNatives();
        Terminal.prepare();
        System.exit(execute(arguments));
    }

    /**
     * Libraries read enum names in the letters of the machine's language, where Turkish has two kinds of i, and write
     * numbers with its digits. Before anything else is loaded.
     */
    private static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setParameterExceptionHandler((wrong, given) -> say(
                        wrong.getCommandLine(), wrong.getMessage() + "; --help lists what is known", ExitCode.USAGE))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> say(command, failure.getMessage(), ExitCode.SOFTWARE))
                .execute(arguments);
    }

    private static int say(CommandLine command, @Nullable String message, int status) {
        String line = String.valueOf(message).lines().findFirst().orElse("failed");
        command.getErr().println("straightedge: " + line);
        return status;
    }

    /** The version that the jar's manifest names. */
    static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "built from source" : version;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"straightedge " + version()};
        }
    }
}
