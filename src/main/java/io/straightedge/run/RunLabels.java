package io.straightedge.run;

import java.util.List;
import java.util.Map;

/**
 * What people call a run and note about it. It starts as the spec says and may be changed at any time.
 *
 * @param tags without repetition
 */
public record RunLabels(String name, List<String> tags, String notes) {
    static final int MAX_NAME = 200;
    static final int MAX_TAGS = 20;
    static final int MAX_TAG = 50;
    static final int MAX_NOTES = 10_000;

    /**
     * A request to change some of them.
     *
     * @param version of the run that the change was made to
     * @param labels as they are to become
     */
    public record Change(long version, RunLabels labels) {}

    /** As the spec says. */
    public static RunLabels of(RunSpec spec) {
        return new RunLabels(spec.name(), spec.tags(), spec.notes());
    }

    /**
     * Reads {@code {"name": …, "tags": […], "notes": …, "version": …}}; fields that are missing stay as they are.
     *
     * @throws InvalidSpecException naming every field that is unknown or outside its limits
     */
    public Change changed(Map<String, ?> json) {
        Fields fields = new Fields(json);
        String newName = fields.text("name", MAX_NAME, name).strip();
        if (newName.isEmpty()) {
            fields.error("name", "is empty; use a text of 1 to " + MAX_NAME + " characters");
        }
        List<String> newTags = fields.texts("tags", MAX_TAGS, MAX_TAG, tags).stream()
                .map(String::strip)
                .distinct()
                .toList();
        String newNotes = fields.text("notes", MAX_NOTES, notes);
        if (json.get("version") == null) {
            fields.error("version", "is missing; use the version of the run that is to be changed");
        }
        long version = fields.wholeLong("version", 1, Long.MAX_VALUE, 1);
        fields.rejectUnknown();
        fields.throwIfWrong();
        return new Change(version, new RunLabels(newName, newTags, newNotes));
    }
}
