package io.straightedge.pwl;

/** Values on the way through a network are too large or too small for {@link Range}. */
public final class OutOfRangeException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final int segment;

    /**
     * @param segment index of the segment among those that were asked for
     * @param layer 1-based
     * @param size of the layer's values; not finite where they are too large to tell
     */
    public OutOfRangeException(int segment, int layer, double size) {
        super("layer " + layer + " has values " + Range.advice(size));
        this.segment = segment;
    }

    public int segment() {
        return segment;
    }
}
