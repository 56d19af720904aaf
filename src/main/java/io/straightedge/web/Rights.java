package io.straightedge.web;

import static java.util.Map.entry;

import io.straightedge.account.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which right each operation of the contract needs: the whole table. */
final class Rights {
    /** What somebody has to be, and how to have proved it, for an operation. */
    enum Right {
        /** Anybody, logged in or not. */
        OPEN(Role.VIEWER, false),
        /** Whoever has an account. */
        READ(Role.VIEWER, false),
        /** Whoever may make something. */
        CREATE(Role.MEMBER, false),
        /** The one who made the run, or an administrator. */
        OWN_RUN(Role.MEMBER, false),
        OWN_EXPERIMENT(Role.MEMBER, false),
        OWN_DATASET(Role.MEMBER, false),
        /** The user in person: no API token. */
        SELF(Role.VIEWER, true),
        /** An administrator. */
        INSPECT(Role.ADMIN, false),
        /** An administrator, by a session or a token that may write: what is read holds everyone's secrets. */
        TAKE_ALL(Role.ADMIN, false),
        /** An administrator in person. */
        ADMINISTER(Role.ADMIN, true);

        private final Role role;
        private final boolean inPerson;

        Right(Role role, boolean inPerson) {
            this.role = role;
            this.inPerson = inPerson;
        }

        Role role() {
            return role;
        }

        /** Whether it takes a session. */
        boolean inPerson() {
            return inPerson;
        }

        /** Whether a token has to be allowed to write even to read. */
        boolean needsWriting() {
            return this == TAKE_ALL;
        }

        /** Whether it makes sense with accounts only. */
        boolean needsAccounts() {
            return this == SELF || this == ADMINISTER;
        }
    }

    private static final Map<String, Right> TABLE = Map.ofEntries(
            entry("whoAmI", Right.OPEN),
            entry("login", Right.OPEN),
            entry("redeemCode", Right.OPEN),
            entry("logout", Right.SELF),
            entry("logoutEverywhere", Right.SELF),
            entry("changePassword", Right.SELF),
            entry("listTokens", Right.SELF),
            entry("createToken", Right.SELF),
            entry("deleteToken", Right.SELF),
            entry("listUsers", Right.INSPECT),
            entry("createUser", Right.ADMINISTER),
            entry("changeUser", Right.ADMINISTER),
            entry("resetPassword", Right.ADMINISTER),
            entry("listUserTokens", Right.ADMINISTER),
            entry("deleteUserToken", Right.ADMINISTER),
            entry("listAudit", Right.INSPECT),
            entry("getUse", Right.READ),
            entry("getServer", Right.INSPECT),
            entry("listBackups", Right.INSPECT),
            entry("createBackup", Right.INSPECT),
            entry("getBackup", Right.TAKE_ALL),
            entry("deleteBackup", Right.INSPECT),
            entry("listDatasets", Right.READ),
            entry("listSamples", Right.READ),
            entry("createDataset", Right.CREATE),
            entry("previewDataset", Right.CREATE),
            entry("actOnDataset", Right.CREATE),
            entry("deleteDataset", Right.OWN_DATASET),
            entry("getTheory", Right.READ),
            entry("listRuns", Right.READ),
            entry("createRun", Right.CREATE),
            entry("getRun", Right.READ),
            entry("labelRun", Right.OWN_RUN),
            entry("deleteRun", Right.OWN_RUN),
            entry("actOnRun", Right.OWN_RUN),
            entry("getMetrics", Right.READ),
            entry("listKeys", Right.READ),
            entry("getRunArchive", Right.READ),
            entry("listPairs", Right.READ),
            entry("getSlices", Right.READ),
            entry("listRunSamples", Right.READ),
            entry("getReadings", Right.READ),
            entry("getPath", Right.READ),
            entry("listExperiments", Right.READ),
            entry("createExperiment", Right.CREATE),
            entry("getExperiment", Right.READ),
            entry("deleteExperiment", Right.OWN_EXPERIMENT),
            entry("actOnExperiment", Right.OWN_EXPERIMENT),
            entry("getExperimentArchive", Right.READ),
            entry("getResults", Right.READ),
            entry("getAnswer", Right.READ),
            entry("listGuided", Right.READ),
            entry("importArchive", Right.CREATE),
            entry("openLiveChannel", Right.READ),
            entry("getHealth", Right.OPEN),
            entry("getLiveness", Right.OPEN),
            entry("getReadiness", Right.OPEN),
            entry("getFigures", Right.READ),
            entry("getContract", Right.OPEN),
            entry("getContractJson", Right.OPEN));

    private Rights() {}

    /** @throws IllegalStateException when the table does not have it: nobody may do what nobody decided on */
    static Right of(String operation) {
        @Nullable Right right = TABLE.get(operation);
        if (right == null) {
            throw new IllegalStateException("operation " + operation + " has no entry in the table of rights");
        }
        return right;
    }
}
