package io.straightedge.bench;

import io.straightedge.linalg.Blas;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints how fast the exact engine is beside what it replaces. One thread, one process, one run. */
public final class Bench {
    private Bench() {}

    /**
     * Runs everything and prints the tables.
     *
     * @param quick fewer repetitions and narrower networks: less than a minute instead of several
     * @return the figures: what it ran on, and each table as a list of maps, one a row
     */
    public static Map<String, Object> run(PrintStream out, boolean quick) {
        Blas.useOneThread();
        String setting = Blas.description() + ", Java " + Runtime.version() + ", one thread";
        out.println(setting);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("setting", setting);
        figures.put("onePath", OnePath.run(out, quick).rows());
        figures.put("manyPairs", ManyPairs.run(out, quick).rows());
        Widths widths = new Widths(quick);
        figures.put("widths", widths.sweep(out, quick).rows());
        figures.put("growth", widths.fits(out).rows());
        figures.put("memory", Memory.run(out).rows());
        figures.put("phases", Phases.run(out, quick).rows());
        return figures;
    }
}
