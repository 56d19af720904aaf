package io.straightedge.data;

import java.nio.file.Path;

/** An IDX file of images and the one with their labels, checked against each other. */
record LabelledImages(Path imageFile, Path labelFile) {
    static final int WIDTH = 28;
    static final int CLASSES = 10;

    private static final int IMAGE_DIMENSIONS = 3;
    private static final int LABEL_DIMENSIONS = 1;

    /**
     * Number of images, from the heads of both files.
     *
     * @throws DatasetException when the heads are wrong or do not belong together
     */
    int count() {
        int[] images = IdxFile.readSizes(imageFile, IMAGE_DIMENSIONS);
        int[] labels = IdxFile.readSizes(labelFile, LABEL_DIMENSIONS);
        if (images[1] != WIDTH || images[2] != WIDTH) {
            throw new DatasetException(
                    "name",
                    imageFile + " holds images of " + images[1] + " × " + images[2] + " pixels; expected " + WIDTH
                            + " × " + WIDTH);
        }
        if (labels[0] != images[0]) {
            throw new DatasetException(
                    "name",
                    labelFile + " holds " + Texts.count(labels[0], "label") + "; expected " + Texts.thousands(images[0])
                            + ", one for each image of " + imageFile);
        }
        return images[0];
    }

    /** Reads both files whole. */
    Content read() {
        count();
        byte[] pixels = IdxFile.read(imageFile, IMAGE_DIMENSIONS).values();
        byte[] labels = IdxFile.read(labelFile, LABEL_DIMENSIONS).values();
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xFF;
            if (label >= CLASSES) {
                throw new DatasetException(
                        "name", labelFile + " has label " + label + " at index " + i + "; expected 0 to 9");
            }
        }
        return new Content(pixels, labels);
    }

    /**
     * What the files hold.
     *
     * @param pixels unsigned grey values, image by image, row by row
     * @param labels 0 to 9
     */
    record Content(byte[] pixels, byte[] labels) {
        /** The images with these indices, in this order. */
        Samples samples(int[] indices) {
            int d = WIDTH * WIDTH;
            float[] raw = new float[indices.length * d];
            int[] chosen = new int[indices.length];
            for (int i = 0; i < indices.length; i++) {
                chosen[i] = labels[indices[i]];
                for (int pixel = 0; pixel < d; pixel++) {
                    raw[i * d + pixel] = pixels[indices[i] * d + pixel] & 0xFF;
                }
            }
            return Samples.ofClasses(d, CLASSES, raw, chosen);
        }
    }
}
