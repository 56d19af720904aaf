package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.AccountException.Kind;
import io.straightedge.account.Accounts;
import io.straightedge.account.Caller;
import io.straightedge.account.Caller.Via;
import io.straightedge.data.Datasets;
import io.straightedge.run.Experiment;
import io.straightedge.run.Run;
import io.straightedge.run.RunStore;
import io.straightedge.web.Rights.Right;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides who may do what. {@link #admit} sees every request before its body is read, and decides
 * all that its head tells; {@link #check} stands before every action and decides what depends on whose the thing is.
 */
final class Access {
    private static final String API = "/api/";
    private static final String CALLER = "caller";
    private static final String OPERATION = "operation";
    private static final String CSRF_HEADER = "X-CSRF-Token";

    private final OpenAPIContract contract;
    private final Callers callers;
    private final RateLimits rates;
    private final RunStore store;
    private final Datasets datasets;
    private final AuditTrail trail;

    Access(
            OpenAPIContract contract,
            Callers callers,
            RateLimits rates,
            RunStore store,
            Datasets datasets,
            AuditTrail trail) {
        this.contract = contract;
        this.callers = callers;
        this.rates = rates;
        this.store = store;
        this.datasets = datasets;
        this.trail = trail;
    }

    /** Lets whoever may read pass, where the contract does not say who. */
    void admitReader(RoutingContext context) {
        if (callers.of(context.request().headers()).isPresent()) {
            context.next();
        } else {
            context.fail(loginNeeded());
        }
    }

    /** Lets a request pass, or fails it. */
    void admit(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith(API)) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        @Nullable Operation operation = contract.findOperation(path, request.method());
        try {
            Optional<Caller> caller = counted(context, operation);
            caller.ifPresent(known -> context.put(CALLER, known));
            if (operation != null) {
                context.put(OPERATION, operation.getOperationId());
                trail.follow(context, operation.getOperationId(), caller.orElse(null));
                decide(Rights.of(operation.getOperationId()), caller, request);
            } else if (caller.isEmpty()) {
                throw loginNeeded();
            }
            // A route answers with and without a slash at the end; what was decided is about one of them only.
            if (path.endsWith("/")) {
                context.fail(404);
            } else {
                context.next();
            }
        } catch (AccountException e) {
            context.fail(e);
        }
    }

    /** Who makes a request; it counts for the address too when a token that does not work comes with it. */
    private Optional<Caller> counted(RoutingContext context, @Nullable Operation operation) {
        @Nullable String id = operation == null ? null : operation.getOperationId();
        String address = Peers.of(context).address();
        try {
            Optional<Caller> caller = callers.of(context.request().headers());
            rates.count(caller, address, id);
            return caller;
        } catch (AccountException e) {
            if (e.kind() == Kind.LOGIN_NEEDED) {
                rates.count(Optional.empty(), address, id);
            }
            throw e;
        }
    }

    private void decide(Right right, Optional<Caller> who, HttpServerRequest request) {
        if (right == Right.OPEN) {
            return;
        }
        Caller caller = who.orElseThrow(Access::loginNeeded);
        if (right.needsAccounts() && caller.user() == null) {
            throw AccountException.of(Kind.CONFLICT, "accounts are off; start the server with --auth local");
        }
        if (right.inPerson() && caller.via() != Via.SESSION) {
            throw forbidden("an API token may not do this; log in with your password");
        }
        if (!caller.role().includes(right.role())) {
            throw forbidden("this needs the role " + right.role().label() + "; you are "
                    + caller.role().label() + ". Ask an administrator");
        }
        boolean changes = !Origins.safe(request.method());
        if ((changes || right.needsWriting()) && caller.via() == Via.READ_TOKEN) {
            throw forbidden("this API token may only read" + (changes ? "" : " what holds no secrets")
                    + "; make one with the scope write");
        }
        if (changes) {
            checkPage(caller, request);
        }
    }

    /** A browser has to show that the page that asks is ours. */
    private static void checkPage(Caller caller, HttpServerRequest request) {
        @Nullable String session = Callers.session(request.headers());
        if (caller.via() == Via.SESSION
                && (session == null || !Accounts.csrfMatches(session, request.getHeader(CSRF_HEADER)))) {
            throw forbidden("the header " + CSRF_HEADER + " has to be the csrf of GET /api/v1/session");
        }
    }

    /**
     * To be called on a worker thread before the action of an operation.
     *
     * @throws AccountException when the caller may not do that to this thing
     */
    void check(String operation, RoutingContext context) {
        if (!operation.equals(context.get(OPERATION))) {
            throw new IllegalStateException(operation + " was not admitted");
        }
        Right right = Rights.of(operation);
        if (right != Right.OWN_RUN && right != Right.OWN_EXPERIMENT && right != Right.OWN_DATASET) {
            return;
        }
        Request request = new Request(context);
        // Who clones a run makes one of their own.
        if (operation.equals("actOnRun") && "clone".equals(request.body().getValue("action"))) {
            return;
        }
        Optional<Thing> thing = thing(right, request);
        if (thing.isPresent() && !caller(context).owns(thing.get().owner())) {
            @Nullable String owner = thing.get().owner();
            throw forbidden(thing.get().what() + (owner == null ? " is nobody's own" : " belongs to " + owner)
                    + "; only " + (owner == null ? "" : owner + " and ") + "administrators may change it");
        }
    }

    /** Who makes a request that was admitted; not for operations that are open. */
    static Caller caller(RoutingContext context) {
        @Nullable Caller caller = context.get(CALLER);
        if (caller == null) {
            throw loginNeeded();
        }
        return caller;
    }

    /** As {@link #caller}, for open operations too. */
    static Optional<Caller> anyCaller(RoutingContext context) {
        return Optional.ofNullable(context.get(CALLER));
    }

    /** @param owner name of the user who made it, or null */
    private record Thing(String what, @Nullable String owner) {}

    private Optional<Thing> thing(Right right, Request request) {
        return switch (right) {
            case OWN_RUN -> store.find(request.id()).map(Access::thing);
            case OWN_EXPERIMENT -> store.experiments().find(request.id()).map(Access::thing);
            default ->
                datasets.list().stream()
                        .filter(entry -> entry.name().equals(request.name()))
                        .findFirst()
                        .map(entry -> new Thing("dataset " + entry.name(), datasets.owner(entry.name())));
        };
    }

    private static Thing thing(Run run) {
        return new Thing("run " + run.id(), run.owner());
    }

    private static Thing thing(Experiment experiment) {
        return new Thing("experiment " + experiment.id(), experiment.owner());
    }

    private static AccountException loginNeeded() {
        return AccountException.of(
                Kind.LOGIN_NEEDED, "log in first, or send an API token as \"Authorization: Bearer se_…\"");
    }

    private static AccountException forbidden(String message) {
        return AccountException.of(Kind.FORBIDDEN, message);
    }
}
