package io.straightedge.data;

import java.nio.file.Path;

/**
 * An IDX file of square images and the one with their labels, checked against each other.
 *
 * @param width the images have to have in pixels, or 0 for any up to {@link #MAX_WIDTH}
 * @param classes that labels have to be below, or 0 for as many as there are, up to {@link #MAX_CLASSES}
 */
record LabelledImages(Path imageFile, Path labelFile, int width, int classes) {
    static final int MAX_WIDTH = 64;
    static final int MAX_CLASSES = 100;

    private static final int IMAGE_DIMENSIONS = 3;

    /**
     * Number of images, from the heads of both files.
     *
     * @throws DatasetException when the heads are wrong or do not belong together
     */
    int count() {
        int[] images = IdxFile.readSizes(imageFile, IMAGE_DIMENSIONS);
        int labels = IdxFile.countLabels(labelFile);
        boolean right = width == 0 ? images[1] <= MAX_WIDTH : images[1] == width;
        if (images[1] != images[2] || !right) {
            throw new DatasetException(
                    "name",
                    imageFile + " holds images of " + images[1] + " × " + images[2] + " pixels; expected "
                            + (width == 0
                                    ? "square ones up to " + MAX_WIDTH + " × " + MAX_WIDTH
                                    : width + " × " + width));
        }
        if (labels != images[0]) {
            throw new DatasetException(
                    "name",
                    labelFile + " holds " + Texts.count(labels, "label") + "; expected " + Texts.thousands(images[0])
                            + ", one for each image of " + imageFile);
        }
        return images[0];
    }

    /** Reads both files whole. */
    Content read() {
        count();
        IdxFile images = IdxFile.read(imageFile, IMAGE_DIMENSIONS);
        int[] labels = IdxFile.readLabels(labelFile);
        int most = classes == 0 ? MAX_CLASSES : classes;
        int greatest = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if (label < 0 || label >= most) {
                throw new DatasetException(
                        "name", labelFile + " has label " + label + " at index " + i + "; expected 0 to " + (most - 1));
            }
            greatest = Math.max(greatest, label);
        }
        return new Content(images.values(), labels, images.sizes()[1], classes == 0 ? greatest + 1 : classes);
    }

    /**
     * What the files hold.
     *
     * @param pixels unsigned grey values, image by image, row by row
     * @param labels from 0, below classes
     * @param width of the images in pixels
     */
    record Content(byte[] pixels, int[] labels, int width, int classes) implements LabelledSamples {
        int size() {
            return labels.length;
        }

        /** How many images there are of each class. */
        int[] sizes() {
            int[] sizes = new int[classes];
            for (int label : labels) {
                sizes[label]++;
            }
            return sizes;
        }

        /** Whether every image is as the first. */
        boolean constant() {
            int d = width * width;
            for (int i = d; i < pixels.length; i++) {
                if (pixels[i] != pixels[i - d]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Samples samples(int[] indices) {
            int d = width * width;
            float[] raw = new float[indices.length * d];
            int[] chosen = new int[indices.length];
            for (int i = 0; i < indices.length; i++) {
                chosen[i] = labels[indices[i]];
                for (int pixel = 0; pixel < d; pixel++) {
                    raw[i * d + pixel] = pixels[indices[i] * d + pixel] & 0xFF;
                }
            }
            return Samples.ofClasses(d, classes, raw, chosen);
        }
    }
}
