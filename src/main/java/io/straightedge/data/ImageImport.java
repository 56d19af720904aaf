package io.straightedge.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes images and labels that are brought, and says what they hold and what is wrong with them. */
final class ImageImport {
    private ImageImport() {}

    /**
     * Copies both files into a folder and reads them.
     *
     * @throws DatasetException with the field {@code images} or {@code labels}, when they cannot be read
     */
    static LabelledImages.Content copy(Path images, Path labels, Path folder) throws IOException {
        copy(images, folder, Uploaded.IMAGES);
        copy(labels, folder, Uploaded.LABELS);
        try {
            return Uploaded.images(folder).read();
        } catch (DatasetException e) {
            // The user knows the files by what they are, not by where they lie.
            String message = String.valueOf(e.getMessage()).replace(folder + "/", "");
            throw new DatasetException(message.startsWith(Uploaded.LABELS) ? "labels" : "images", message);
        }
    }

    /** Under a name that says whether it is gzipped, which only its first bytes do. */
    private static void copy(Path file, Path folder, String name) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        boolean gzipped = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        Files.copy(file, folder.resolve(gzipped ? name + ".gz" : name));
    }

    static UploadPreview preview(LabelledImages.Content content) {
        int samples = content.size();
        int[] sizes = content.sizes();
        Map<String, Integer> classes = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (int c = 0; c < sizes.length; c++) {
            if (sizes[c] == 0) {
                missing.add(Integer.toString(c));
            } else {
                classes.put(Integer.toString(c), sizes[c]);
            }
        }
        List<UploadProblem> problems = new ArrayList<>();
        int trainSamples = samples - Split.testSize(samples);
        if (samples < CsvFile.MIN_SAMPLES) {
            problems.add(UploadProblem.of(
                    "images", Texts.count(samples, "image") + "; at least " + CsvFile.MIN_SAMPLES + " are needed"));
        }
        if (classes.size() < 2) {
            problems.add(UploadProblem.of(
                    "labels",
                    "every image has the label " + String.join("", classes.keySet())
                            + "; at least two classes are needed"));
        } else if (classes.size() > trainSamples) {
            problems.add(UploadProblem.of(
                    "labels",
                    classes.size() + " different labels for " + Texts.count(samples, "image")
                            + "; bring more images of each class"));
        }
        if (content.constant()) {
            problems.add(UploadProblem.of(
                    "images",
                    "every image is the same, so nothing can be learned or measured; bring images that differ"));
        }
        List<String> warnings =
                missing.isEmpty() ? List.of() : List.of("no image has the label " + String.join(", ", missing));
        return new UploadPreview(
                null,
                null,
                List.of(),
                List.of(),
                classes,
                samples,
                content.width() * content.width(),
                content.width(),
                trainSamples,
                Split.testSize(samples),
                List.of(),
                warnings,
                problems);
    }
}
