package io.straightedge.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The datasets a run can use. Holds no data itself and may be shared between threads. */
public final class Datasets {
    static final int MIN_SAMPLES = 2;
    private static final String UPLOADS = "uploads";

    private final List<Source> builtIn;
    private final UploadDirectory uploads;

    /**
     * @param datasetsDirectory holds {@code mnist/} and {@code fashion-mnist/} with their IDX files; need not exist
     * @param uploadsDirectory holds what users brought; need not exist
     */
    public Datasets(Path datasetsDirectory, Path uploadsDirectory) {
        uploads = new UploadDirectory(uploadsDirectory);
        builtIn = List.of(
                Mnist.digits(datasetsDirectory.resolve("mnist")),
                Mnist.fashion(datasetsDirectory.resolve("fashion-mnist")),
                new Digits(),
                new Clusters(),
                new Moons(),
                new Spirals(),
                new Teacher(),
                new Curve());
    }

    /**
     * Of a server, which alone uses the data directory: what an older version kept with the data files is copied first,
     * and what a killed server left of uploads is removed.
     */
    public static Datasets ofServer(Path dataDirectory, Path datasetsDirectory) {
        UploadDirectory uploads = new UploadDirectory(dataDirectory.resolve(UPLOADS));
        uploads.adopt(datasetsDirectory.resolve(UPLOADS));
        uploads.clean();
        return new Datasets(datasetsDirectory, dataDirectory.resolve(UPLOADS));
    }

    /** Where uploads are: in the data directory, or with the data files as long as no server has copied them from there. */
    public static Path uploads(Path dataDirectory, Path datasetsDirectory) {
        Path uploads = dataDirectory.resolve(UPLOADS);
        return Files.isDirectory(uploads) ? uploads : datasetsDirectory.resolve(UPLOADS);
    }

    /** Every dataset, those that cannot be used now included. */
    public List<DatasetEntry> list() {
        return sources().stream().map(Source::entry).toList();
    }

    /** @throws DatasetException when there is none of that name */
    public DatasetEntry entry(String name) {
        return find(name).entry();
    }

    /** How far the download of a dataset's files is; null when it needs none. */
    public @Nullable DownloadProgress download(String name) {
        @Nullable Download download = find(name).download();
        return download == null ? null : download.progress();
    }

    /**
     * Begins to download a dataset's files in the background, unless it is being done.
     *
     * @throws DatasetException when there is nothing to download
     */
    public void startDownload(String name) {
        @Nullable Download download = find(name).download();
        if (download == null) {
            throw new DatasetException("name", name + " has no files to download, or has them already");
        }
        download.start();
    }

    /** What {@link #addTable} would keep, and why not. */
    public UploadPreview previewTable(Path file, TableChoices choices) {
        try {
            return TableProfile.of(file, choices).preview();
        } catch (DatasetException e) {
            return UploadPreview.unreadable(e);
        }
    }

    /** What {@link #addImages} would keep, and why not. */
    public UploadPreview previewImages(Path images, Path labels) {
        return uploads.previewImages(images, labels);
    }

    /**
     * Keeps a table with one column of labels and numbers in all others, once what was chosen is done with these.
     *
     * @param file values in UTF-8, a sample on each line
     * @param owner name of the user who brings it, or null
     * @throws DatasetException with the fields that are wrong, {@code name}, {@code file} or {@code label} among them, and
     *     what would be right
     */
    public void addTable(String name, Path file, TableChoices choices, @Nullable String owner) {
        checkFree(name);
        uploads.addTable(name, file, choices, owner);
    }

    /**
     * Keeps images and their labels, each an IDX file, gzipped or not.
     *
     * @param owner name of the user who brings them, or null
     * @throws DatasetException with the field {@code name}, {@code images} or {@code labels}, and what would be right
     */
    public void addImages(String name, Path images, Path labels, @Nullable String owner) {
        checkFree(name);
        uploads.addImages(name, images, labels, owner);
    }

    /** Whether a user brought this dataset. */
    public boolean uploaded(String name) {
        return find(name).uploaded();
    }

    /** Name of the user who brought a dataset; null when it comes with Straightedge or was brought without accounts. */
    public @Nullable String owner(String name) {
        return find(name).owner();
    }

    /**
     * How many bytes the datasets take that a user brought.
     *
     * @param owner null for those brought without accounts
     */
    public long uploadedBytes(@Nullable String owner) {
        return uploads.list().stream()
                .filter(upload -> Objects.equals(upload.owner(), owner))
                .mapToLong(Uploaded::bytes)
                .sum();
    }

    /**
     * Removes a dataset that a user brought; runs that are queued on it will be interrupted.
     *
     * @throws DatasetException when there is none of that name, or it is built in
     */
    public void remove(String name) {
        if (!find(name).uploaded()) {
            throw new DatasetException("name", name + " comes with Straightedge and cannot be removed");
        }
        uploads.remove(name);
    }

    /** A few samples with the defaults of their dataset, to look at. */
    public Dataset preview(String name, int samples) {
        int most = Math.max(MIN_SAMPLES, Math.min(samples, find(name).entry().maxSamples()));
        return load(new DatasetRequest(name, most, 0, false, false, null, null, null, null, 1));
    }

    /**
     * Checks a request without generating data or reading more than the heads of files.
     *
     * @throws DatasetException naming the field that is wrong and what would be right; the field is
     *     {@code name} when the dataset is not known or cannot be used now
     */
    public void check(DatasetRequest request) {
        Source source = find(request.name());
        DatasetEntry entry = source.entry();
        if (entry.problem() != null) {
            throw new DatasetException("name", entry.problem());
        }
        checkApplies(source, "dimension", request.dimension());
        checkApplies(source, "classes", request.classes());
        checkApplies(source, "function", request.function());
        checkApplies(source, "noise", request.noise());
        checkSamples(entry, request.samples());
        if (!(request.labelNoise() >= 0 && request.labelNoise() <= 1)) {
            throw new DatasetException(
                    "labelNoise", request.labelNoise() + " is not a fraction; use a number from 0 to 1");
        }
        source.check(request);
    }

    /**
     * Loads or generates data, prepared as asked. The same request gives the same bits; training
     * samples of a smaller request are the first ones of a larger, except for {@code curve}, and
     * test samples do not depend on their number.
     *
     * @throws DatasetException as {@link #check}, and when a file turns out to be broken
     */
    public Dataset load(DatasetRequest request) {
        check(request);
        return Preparation.apply(find(request.name()).load(request), request);
    }

    private List<Source> sources() {
        List<Source> all = new ArrayList<>(builtIn);
        all.addAll(uploads.list());
        return all;
    }

    private void checkFree(String name) {
        if (builtIn.stream().anyMatch(source -> source.name().equals(name))) {
            throw new DatasetException("name", "\"" + name + "\" comes with Straightedge; use another name");
        }
    }

    private Source find(String name) {
        List<Source> sources = sources();
        for (Source source : sources) {
            if (source.name().equals(name)) {
                return source;
            }
        }
        throw new DatasetException(
                "name", "\"" + name + "\" is not a dataset, or was removed; use " + names(sources, " or "));
    }

    private void checkApplies(Source source, String option, @Nullable Object value) {
        if (value == null || source.options().contains(option)) {
            return;
        }
        List<Source> users = new ArrayList<>(builtIn);
        users.removeIf(other -> !other.options().contains(option));
        throw new DatasetException(option, "applies to " + names(users, " and ") + " only; leave it out");
    }

    private static void checkSamples(DatasetEntry entry, int samples) {
        if (samples < MIN_SAMPLES || samples > entry.maxSamples()) {
            throw new DatasetException(
                    "samples",
                    samples + " is not a number of training samples " + entry.name() + " can give; use " + MIN_SAMPLES
                            + " to " + entry.maxSamples());
        }
    }

    private static String names(List<Source> sources, String separator) {
        return sources.stream().map(Source::name).collect(Collectors.joining(separator));
    }
}
