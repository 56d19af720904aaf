package io.straightedge.store;

import static io.straightedge.store.Samples.NOON;
import static io.straightedge.store.Samples.spec;

import io.straightedge.run.RunStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of a {@link RunStore} begin with: one that is empty. */
abstract class StoreContract {
    RunStore store;

    /** A store; the same data again after it was closed. */
    abstract RunStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    void reopen() {
        store.close();
        store = open();
    }

    long newRun() {
        return store.create(spec("a run"), NOON).id();
    }
}
