package io.straightedge.web;

import io.straightedge.account.AnswerStore.Kept;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The route table: which method answers which operation of the contract. */
final class Routes {
    private static final long MOST_LASTING_BYTES = 32L << 20;
    private static final int MAX_ZIPPED_BY_LOOP = 1 << 16;

    private final Workers workers;
    private final RouterBuilder builder;
    private final Access access;
    private final Repeats repeats;
    private final LastingAnswers answers = new LastingAnswers(MOST_LASTING_BYTES);

    private record Encoded(Buffer body, boolean gzipped) {
        /** Zips here what would keep the event loop for long. */
        static Encoded of(Buffer body, Request request) {
            return body.length() > MAX_ZIPPED_BY_LOOP && Gzip.accepted(request.acceptEncoding())
                    ? new Encoded(Gzip.zip(body, Gzip.QUICK), true)
                    : new Encoded(body, false);
        }
    }

    private Routes(Workers workers, RouterBuilder builder, Access access, Repeats repeats) {
        this.workers = workers;
        this.builder = builder;
        this.access = access;
        this.repeats = repeats;
    }

    static void add(
            Workers workers,
            RouterBuilder builder,
            Access access,
            Repeats repeats,
            AccountApi accounts,
            UseApi use,
            AuditTrail trail,
            Api api,
            KeyApi keys,
            DatasetApi datasets,
            SliceApi slices,
            ExperimentApi experiments,
            ArchiveApi archives,
            BackupApi backups,
            ServerApi server,
            LiveHub hub) {
        Routes routes = new Routes(workers, builder, access, repeats);
        routes.json("whoAmI", accounts::whoAmI);
        routes.on("login", accounts::login, AccountApi::loggedIn, accounts::loginDelay);
        routes.on("redeemCode", accounts::redeem, AccountApi::loggedIn);
        routes.on("logout", accounts::logout, AccountApi::loggedOut);
        routes.on("logoutEverywhere", accounts::logoutEverywhere, AccountApi::loggedOut);
        routes.on("changePassword", done(accounts::changePassword), (context, nothing) -> noContent(context));
        routes.json("listTokens", accounts::listTokens);
        routes.on("createToken", accounts::createToken, (context, token) -> made(context, token, "tokens", "id"));
        routes.on("deleteToken", done(accounts::deleteToken), (context, nothing) -> noContent(context));
        routes.json("listUserTokens", accounts::listUserTokens);
        routes.on("deleteUserToken", done(accounts::deleteUserToken), (context, nothing) -> noContent(context));
        routes.json("listUsers", accounts::listUsers);
        routes.on("createUser", accounts::createUser, (context, user) -> made(context, user, "users", "name"));
        routes.json("changeUser", accounts::changeUser);
        routes.json("resetPassword", accounts::resetPassword);
        routes.json("listAudit", trail::list);
        routes.json("getUse", use::own);
        routes.json("getServer", server::get);
        routes.json("listBackups", backups::list);
        routes.once("createBackup", backups::create, Routes::accepted);
        routes.on("getBackup", backups::get, BackupApi::send);
        routes.on("deleteBackup", done(backups::delete), (context, nothing) -> noContent(context));
        routes.json("listDatasets", datasets::list);
        routes.takesFiles("createDataset");
        routes.takesFiles("previewDataset");
        routes.on("deleteDataset", done(datasets::delete), (context, nothing) -> noContent(context));
        routes.once("actOnDataset", datasets::act, Routes::accepted);
        routes.json("listSamples", datasets::samples);
        routes.json("getTheory", api::getTheory);
        routes.json("listRuns", api::listRuns);
        routes.once("createRun", api::createRun, run -> made(run, "runs"));
        routes.json("getRun", api::getRun);
        routes.on("labelRun", api::labelRun, (context, run) -> {
                    hub.labelled(run);
                    return context.json(run);
                })
                .setDoValidation(false);
        routes.on("deleteRun", done(api::deleteRun), (context, nothing) -> {
            hub.deleted(new Request(context).id());
            return noContent(context);
        });
        routes.once("actOnRun", api::actOnRun, Routes::accepted);
        routes.on(
                "getMetrics",
                request -> request.wantsCsv()
                        ? api.getMetricsCsv(request)
                        : routes.encoded(request, api.lastingMetrics(request), api::getMetrics),
                (context, result) -> jsonOrCsv(context, result, "run-"));
        routes.json("listKeys", keys::list);
        routes.json("listExperiments", experiments::list);
        routes.once("createExperiment", experiments::create, experiment -> made(experiment, "experiments"));
        routes.json("getExperiment", experiments::get);
        routes.once("actOnExperiment", experiments::act, Routes::accepted);
        routes.on("deleteExperiment", experiments::delete, (context, runs) -> {
            runs.forEach(hub::deleted);
            return noContent(context);
        });
        routes.on(
                "getResults",
                request -> request.wantsCsv()
                        ? experiments.resultsCsv(request)
                        : routes.encoded(request, Optional.empty(), experiments::results),
                (context, result) -> jsonOrCsv(context, result, "experiment-"));
        routes.json("getAnswer", experiments::answer);
        routes.json("listGuided", experiments::listGuided);
        routes.on("getRunArchive", archives::getRunArchive, TemporaryFiles::send);
        routes.on("getExperimentArchive", archives::getExperimentArchive, TemporaryFiles::send);
        routes.takesFiles("importArchive");
        routes.json("listPairs", api::listPairs);
        routes.lasting("getReadings", api::lastingMeasurement, api::getReadings);
        routes.lasting("getPath", api::lastingMeasurement, api::getPath);
        routes.json("getSlices", slices::slices);
        routes.json("listRunSamples", slices::samples);
        routes.elsewhere("openLiveChannel", 426);
        for (String operation :
                List.of("getHealth", "getLiveness", "getReadiness", "getFigures", "getContract", "getContractJson")) {
            routes.elsewhere(operation, 404);
        }
        routes.checkComplete();
    }

    /** The routes that take files. */
    static void add(Uploads uploads, DatasetApi datasets, ArchiveApi archives, LiveHub hub) {
        uploads.post("createDataset", "/api/v1/datasets", upload -> made(datasets.create(upload), "datasets", "name"));
        uploads.post(
                "previewDataset",
                "/api/v1/datasets/preview",
                upload -> new Kept("", 200, null, datasets.preview(upload).encode()));
        uploads.post("importArchive", "/api/v1/archives", upload -> {
            ArchiveApi.Import imported = archives.read(upload);
            hub.publish(imported.events());
            return new Kept("", 201, imported.location(), imported.toJson().encode());
        });
    }

    interface Answer<T> {
        Future<Void> send(RoutingContext context, T result);
    }

    /** Encodes on the worker thread, too: the event loop has others to serve. */
    private void json(String operation, Function<Request, JsonObject> action) {
        on(
                operation,
                request -> Encoded.of(
                        Places.shown(request.context(), action.apply(request).toBuffer()), request),
                Routes::json);
    }

    /**
     * As {@link #json}, of what may stay as it is.
     *
     * @param name of the answer among all that last; none where it may be another one tomorrow
     */
    private void lasting(
            String operation, Function<Request, Optional<String>> name, Function<Request, JsonObject> action) {
        on(operation, request -> encoded(request, name.apply(request), action), Routes::json);
    }

    private Encoded encoded(Request request, Optional<String> name, Function<Request, JsonObject> action) {
        Supplier<Buffer> answer = () -> action.apply(request).toBuffer();
        return name.filter(any -> Gzip.accepted(request.acceptEncoding()))
                .map(lasting -> new Encoded(answers.get(lasting, answer), true))
                .orElseGet(() -> Encoded.of(answer.get(), request));
    }

    private static Future<Void> json(RoutingContext context, Encoded answer) {
        if (answer.gzipped()) {
            context.response().putHeader("Content-Encoding", "gzip");
        }
        return context.response().putHeader("Content-Type", "application/json").end(answer.body());
    }

    /** Runs an action on a worker thread and sends its result, or its failure to {@link Errors}. */
    private <T> OpenAPIRoute on(String operation, Function<Request, T> action, Answer<T> answer) {
        return on(operation, action, answer, request -> Duration.ZERO);
    }

    /** @param delay for how long nothing is done, which holds no thread */
    private <T> OpenAPIRoute on(
            String operation, Function<Request, T> action, Answer<T> answer, Function<Request, Duration> delay) {
        return route(operation)
                .addHandler(context -> workers.after(
                        delay.apply(new Request(context)), () -> run(context, operation, action, answer)));
    }

    private <T> void run(RoutingContext context, String operation, Function<Request, T> action, Answer<T> answer) {
        workers.run(context, operation, () -> {
                    access.check(operation, context);
                    return action.apply(new Request(context));
                })
                .onSuccess(result -> answer.send(context, result))
                .onFailure(context::fail);
    }

    /**
     * As {@link #on}, for what is done once however often it is asked for with the same key. These bodies are checked
     * field by field, so that an error names every wrong field at once, and not by the contract.
     */
    private <T> void once(String operation, Function<Request, T> action, Function<T, Kept> made) {
        on(
                        operation,
                        request -> repeats.once(operation, request, () -> made.apply(action.apply(request))),
                        Routes::kept)
                .setDoValidation(false);
    }

    /** What comes here is no form: {@link Uploads} has those. */
    private void takesFiles(String operation) {
        elsewhere(operation, 415);
    }

    /** Something before the contract's router answers this operation; what comes here is not as it has to be. */
    private void elsewhere(String operation, int status) {
        route(operation).setDoValidation(false).addHandler(context -> context.fail(status));
    }

    private OpenAPIRoute route(String operation) {
        OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation), operation);
        // What has no body is checked by Parameters: the router takes quotes and percent signs in texts for JSON and
        // escapes.
        return route.setDoValidation(route.getOperation().getRequestBody() != null)
                .addFailureHandler(Errors::answer);
    }

    /** @throws IllegalStateException when the contract promises what nobody answers */
    private void checkComplete() {
        for (OpenAPIRoute route : builder.getRoutes()) {
            if (route.getHandlers().isEmpty()) {
                throw new IllegalStateException(
                        "nothing answers the operation " + route.getOperation().getOperationId());
            }
        }
    }

    private static Function<Request, Boolean> done(Consumer<Request> action) {
        return request -> {
            action.accept(request);
            return true;
        };
    }

    private static Kept accepted(JsonObject answer) {
        return new Kept("", 202, null, answer.encode());
    }

    private static Kept made(JsonObject made, String place) {
        return made(made, place, "id");
    }

    /** @param key which of the fields of what was made its address ends with */
    private static Kept made(JsonObject made, String place, String key) {
        return new Kept("", 201, "/api/v1/" + place + "/" + made.getValue(key), made.encode());
    }

    static Future<Void> kept(RoutingContext context, Repeats.Answer answer) {
        HttpServerResponse response =
                context.response().setStatusCode(answer.kept().status()).putHeader("Content-Type", "application/json");
        if (answer.kept().location() != null) {
            response.putHeader("Location", answer.kept().location());
        }
        if (answer.again()) {
            response.putHeader("Idempotency-Replayed", "true");
        }
        return response.end(answer.kept().body());
    }

    private static Future<Void> noContent(RoutingContext context) {
        return context.response().setStatusCode(204).end();
    }

    /** @param key which of the fields of what was made its address ends with */
    private static Future<Void> made(RoutingContext context, JsonObject made, String place, String key) {
        context.response().setStatusCode(201).putHeader("Location", "/api/v1/" + place + "/" + made.getValue(key));
        return context.json(made);
    }

    private static Future<Void> jsonOrCsv(RoutingContext context, Object result, String prefix) {
        if (result instanceof Encoded json) {
            return json(context, json);
        }
        if (result instanceof TemporaryFiles.Made file) {
            return TemporaryFiles.send(context, file);
        }
        String name = prefix + context.pathParam("id") + ".csv";
        return context.response()
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .end(String.valueOf(result));
    }
}
