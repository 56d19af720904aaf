package io.straightedge.web;

import io.straightedge.run.Run;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The route table: which method answers which operation of the contract. */
final class Routes {
    private static final long MOST_LASTING_BYTES = 32L << 20;

    private final Vertx vertx;
    private final RouterBuilder builder;
    private final Access access;
    private final LastingAnswers answers = new LastingAnswers(MOST_LASTING_BYTES);

    private record Encoded(Buffer body, boolean gzipped) {}

    private Routes(Vertx vertx, RouterBuilder builder, Access access) {
        this.vertx = vertx;
        this.builder = builder;
        this.access = access;
    }

    static void add(
            Vertx vertx,
            RouterBuilder builder,
            Access access,
            AccountApi accounts,
            UseApi use,
            AuditTrail trail,
            Api api,
            KeyApi keys,
            DatasetApi datasets,
            SliceApi slices,
            ExperimentApi experiments,
            ArchiveApi archives,
            LiveHub hub) {
        Routes routes = new Routes(vertx, builder, access);
        routes.json("whoAmI", accounts::whoAmI);
        routes.on("login", accounts::login, AccountApi::loggedIn);
        routes.on("redeemCode", accounts::redeem, AccountApi::loggedIn);
        routes.on("logout", accounts::logout, AccountApi::loggedOut);
        routes.on("logoutEverywhere", accounts::logoutEverywhere, AccountApi::loggedOut);
        routes.on("changePassword", done(accounts::changePassword), (context, nothing) -> noContent(context));
        routes.json("listTokens", accounts::listTokens);
        routes.on("createToken", accounts::createToken, (context, token) -> made(context, token, "tokens", "id"));
        routes.on("deleteToken", done(accounts::deleteToken), (context, nothing) -> noContent(context));
        routes.json("listUsers", accounts::listUsers);
        routes.on("createUser", accounts::createUser, (context, user) -> made(context, user, "users", "name"));
        routes.json("changeUser", accounts::changeUser);
        routes.json("resetPassword", accounts::resetPassword);
        routes.json("listAudit", trail::list);
        routes.json("getUse", use::own);
        routes.json("listDatasets", datasets::list);
        routes.takesFiles("createDataset");
        routes.on("deleteDataset", done(datasets::delete), (context, nothing) -> noContent(context));
        routes.on("actOnDataset", datasets::act, Routes::accepted);
        routes.json("listSamples", datasets::samples);
        routes.json("getTheory", api::getTheory);
        routes.json("listRuns", api::listRuns);
        routes.on("createRun", request -> api.createRun(request), Routes::created);
        routes.json("getRun", api::getRun);
        routes.on("labelRun", api::labelRun, (context, run) -> {
            hub.labelled(run);
            return context.json(run);
        });
        routes.on("deleteRun", done(api::deleteRun), (context, nothing) -> {
            hub.deleted(new Request(context).id());
            return noContent(context);
        });
        routes.on("actOnRun", api::actOnRun, Routes::accepted);
        routes.on(
                "getMetrics",
                request -> request.wantsCsv()
                        ? api.getMetricsCsv(request)
                        : api.getMetrics(request).toBuffer(),
                (context, result) -> jsonOrCsv(context, result, "run-"));
        routes.json("listKeys", keys::list);
        routes.json("listExperiments", experiments::list);
        routes.on(
                "createExperiment",
                experiments::create,
                (context, experiment) -> made(context, experiment, "experiments", "id"));
        routes.json("getExperiment", experiments::get);
        routes.on("actOnExperiment", experiments::act, Routes::accepted);
        routes.on("deleteExperiment", experiments::delete, (context, runs) -> {
            runs.forEach(hub::deleted);
            return noContent(context);
        });
        routes.on(
                "getResults",
                request -> request.wantsCsv()
                        ? experiments.resultsCsv(request)
                        : experiments.results(request).toBuffer(),
                (context, result) -> jsonOrCsv(context, result, "experiment-"));
        routes.json("getAnswer", experiments::answer);
        routes.json("listGuided", experiments::listGuided);
        routes.on("getRunArchive", archives::getRunArchive, ArchiveApi::send);
        routes.on("getExperimentArchive", archives::getExperimentArchive, ArchiveApi::send);
        routes.takesFiles("importArchive");
        routes.json("listPairs", api::listPairs);
        routes.lasting("getReadings", api::find, api::getReadings);
        routes.lasting("getPath", api::find, api::getPath);
        routes.json("getSlices", slices::slices);
        routes.json("listRunSamples", slices::samples);
    }

    /** The routes that take files. */
    static void add(Uploads uploads, DatasetApi datasets, ArchiveApi archives, LiveHub hub) {
        uploads.post(
                "createDataset",
                "/api/v1/datasets",
                datasets::create,
                (context, dataset) -> made(context, dataset, "datasets", "name"));
        uploads.post("importArchive", "/api/v1/archives", archives::read, (context, imported) -> {
            hub.publish(imported.events());
            context.response().setStatusCode(201).putHeader("Location", imported.location());
            return context.json(imported.toJson());
        });
    }

    interface Answer<T> {
        Future<Void> send(RoutingContext context, T result);
    }

    /** Encodes on the worker thread, too: the event loop has others to serve. */
    private void json(String operation, Function<Request, JsonObject> action) {
        on(operation, request -> action.apply(request).toBuffer(), Routes::json);
    }

    /** As {@link #json}, of what was measured of a run at a step: when the step is named, the answer stays as it is. */
    private void lasting(String operation, Consumer<Request> check, Function<Request, JsonObject> action) {
        on(
                operation,
                request -> {
                    check.accept(request);
                    Supplier<Buffer> answer = () -> action.apply(request).toBuffer();
                    boolean lasts = request.text("step") != null && Gzip.accepted(request.acceptEncoding());
                    return new Encoded(lasts ? answers.get(request.uri(), answer) : answer.get(), lasts);
                },
                (context, answer) -> {
                    if (answer.gzipped()) {
                        context.response().putHeader("Content-Encoding", "gzip");
                    }
                    return json(context, answer.body());
                });
    }

    private static Future<Void> json(RoutingContext context, Buffer json) {
        return context.response().putHeader("Content-Type", "application/json").end(json);
    }

    /** Runs an action on a worker thread and sends its result, or its failure to {@link Errors}. */
    private <T> void on(String operation, Function<Request, T> action, Answer<T> answer) {
        Handler<RoutingContext> handler = context -> vertx.executeBlocking(
                        () -> {
                            access.check(operation, context);
                            return action.apply(new Request(context));
                        },
                        false)
                .onSuccess(result -> answer.send(context, result))
                .onFailure(context::fail);
        OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation), operation);
        route.addHandler(handler).addFailureHandler(Errors::answer);
    }

    /** What comes here is no form: {@link Uploads} has those. */
    private void takesFiles(String operation) {
        OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation), operation);
        route.setDoValidation(false).addHandler(context -> context.fail(415)).addFailureHandler(Errors::answer);
    }

    private static Function<Request, Boolean> done(Consumer<Request> action) {
        return request -> {
            action.accept(request);
            return true;
        };
    }

    private static Future<Void> accepted(RoutingContext context, JsonObject answer) {
        context.response().setStatusCode(202);
        return context.json(answer);
    }

    private static Future<Void> noContent(RoutingContext context) {
        return context.response().setStatusCode(204).end();
    }

    /** @param key which of the fields of what was made its address ends with */
    private static Future<Void> made(RoutingContext context, JsonObject made, String place, String key) {
        context.response().setStatusCode(201).putHeader("Location", "/api/v1/" + place + "/" + made.getValue(key));
        return context.json(made);
    }

    private static Future<Void> created(RoutingContext context, Run run) {
        context.response().setStatusCode(201).putHeader("Location", "/api/v1/runs/" + run.id());
        return context.json(Json.run(run));
    }

    private static Future<Void> jsonOrCsv(RoutingContext context, Object result, String prefix) {
        if (result instanceof Buffer json) {
            return json(context, json);
        }
        String name = prefix + context.pathParam("id") + ".csv";
        return context.response()
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .end(String.valueOf(result));
    }
}
