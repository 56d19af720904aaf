package io.straightedge;

import io.straightedge.store.Repair;
import io.straightedge.text.Count;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Saves what can be read of a damaged database. */
@Command(
        name = "repair",
        description = "Reads a whole database and, where it is damaged, saves what can be read into a new one; the"
                + " damaged file is kept. End the server before.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RepairCommand implements Callable<Integer> {
    @Option(names = "--data-dir", description = "as of the server", defaultValue = "data")
    private Path dataDir = Path.of("");

    @Override
    public Integer call() {
        Repair.Report report = Repair.repair(dataDir);
        if (report.damaged() == null) {
            System.out.println("the database can be read throughout; nothing was changed");
            return 0;
        }
        report.rows().forEach((table, rows) -> System.out.println(table + ": " + Count.of(rows, "row") + " saved"));
        report.losses().forEach((what, rows) -> System.out.println("lost: " + what + ", " + Count.of(rows, "row")));
        report.doubts()
                .forEach((what, rows) -> System.out.println(
                        "kept, but something in it is damaged; look at it: " + what + ", " + Count.of(rows, "row")));
        if (report.losses().isEmpty()) {
            System.out.println("no row is lost");
        }
        System.out.println("the damaged file is " + report.damaged() + "; remove it once you miss nothing");
        return 0;
    }
}
