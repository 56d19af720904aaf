package io.straightedge.web;

/** How much one answer may hold, besides what the contract says of its parameters. */
final class Bounds {
    /** Of the network that theory is asked for, its input and output included. */
    static final int MAX_LAYERS = 100;

    static final int MAX_WIDTH = 1_000_000;

    /** That a request may name. */
    static final int MAX_KEYS = 500;

    /** Points of a JSON answer; a CSV file has any number. */
    static final long MAX_POINTS = 2_000_000;

    /** Runs times metrics of an experiment's table. */
    static final long MAX_CELLS = 1_000_000;

    private Bounds() {}
}
