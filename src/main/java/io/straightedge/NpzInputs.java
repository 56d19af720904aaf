package io.straightedge;

import io.straightedge.data.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Arrays of an NPZ file, with errors that name file, array, index and shape. */
final class NpzInputs {
    /** Names of ignored arrays that a note lists. */
    private static final int MAX_LISTED = 5;

    private final Path file;
    private final NpzFile.Contents contents;

    private NpzInputs(Path file, NpzFile.Contents contents) {
        this.file = file;
        this.contents = contents;
    }

    static NpzInputs read(Path file, Predicate<String> wanted) throws IOException {
        return new NpzInputs(file, NpzFile.read(file, wanted));
    }

    /** The wanted ones that the file has. */
    List<String> names() {
        return List.copyOf(contents.values().keySet());
    }

    NpzFile.@Nullable Array find(String name) {
        return contents.values().get(name);
    }

    /** As {@link #find}, checked to hold finite numbers alone. */
    NpzFile.Array require(String name) throws IOException {
        NpzFile.Array array = find(name);
        if (array == null) {
            List<String> all = new ArrayList<>(contents.values().keySet());
            all.addAll(contents.others());
            throw wrong(" has no array " + name + "; it has " + all);
        }
        for (int i = 0; i < array.values().length; i++) {
            if (!Double.isFinite(array.values()[i])) {
                throw wrongValue(name, i, "not a finite number");
            }
        }
        return array;
    }

    /** What to tell about arrays that nobody asked for; null when there is none. */
    @Nullable
    String ignored() {
        List<String> others = contents.others();
        if (others.isEmpty()) {
            return null;
        }
        int listed = Math.min(others.size(), MAX_LISTED);
        String more = others.size() > listed ? " and " + (others.size() - listed) + " more" : "";
        return file + ": ignored " + String.join(", ", others.subList(0, listed)) + more;
    }

    /** @param problem begins with a space, or with the comma before the array's name */
    IOException wrong(String problem) {
        return new IOException(file + problem);
    }

    /** @param index in row-major order */
    IOException wrongValue(String name, int index, String problem) throws IOException {
        NpzFile.Array array = contents.values().get(name);
        if (array == null) {
            return wrong(" has no array " + name);
        }
        int[] shape = array.shape();
        String place = shape.length == 2 ? index / shape[1] + ", " + index % shape[1] : Integer.toString(index);
        return wrong(", array " + name + " of shape " + array.shapeText() + ": value [" + place + "] is "
                + array.values()[index] + ", " + problem);
    }

    IOException wrongShape(String name, String expected) {
        NpzFile.Array array = contents.values().get(name);
        String shape = array == null ? "()" : array.shapeText();
        return wrong(", array " + name + " has shape " + shape + "; it has to be " + expected);
    }
}
