package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides a run: the same spec gives the same parameters on the same machine.
 *
 * @param name what people call it; made from dataset and widths when blank
 */
public record RunSpec(
        String name,
        List<String> tags,
        String notes,
        DatasetSpec dataset,
        NetworkSpec network,
        TrainingSpec training,
        MeasureSpec measure) {

    /**
     * Reads a spec from its JSON form as maps, lists and scalars. Missing fields take their defaults.
     *
     * @throws InvalidSpecException naming every field that is unknown or outside its limits
     */
    public static RunSpec of(Map<String, ?> json) {
        Fields fields = new Fields(json);
        String name = fields.text("name", RunLabels.MAX_NAME, "").strip();
        List<String> tags = fields.texts("tags", RunLabels.MAX_TAGS, RunLabels.MAX_TAG, List.of());
        String notes = fields.text("notes", RunLabels.MAX_NOTES, "");
        DatasetSpec dataset = DatasetSpec.read(fields.object("dataset"));
        NetworkSpec network = NetworkSpec.read(fields.object("network"), dataset);
        TrainingSpec training = TrainingSpec.read(fields.object("training"), dataset);
        MeasureSpec measure = MeasureSpec.read(
                fields.object("measure"), dataset, training.epochs() * training.stepsPerEpoch(dataset.samples()));
        fields.rejectUnknown();
        fields.throwIfWrong();
        return new RunSpec(
                name.isEmpty() ? nameFor(dataset, network) : name, tags, notes, dataset, network, training, measure);
    }

    /** The JSON form; {@code RunSpec.of(spec.toMap()).equals(spec)}. */
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("tags", tags);
        json.put("notes", notes);
        json.put("dataset", dataset.toMap());
        json.put("network", network.toMap());
        json.put("training", training.toMap());
        json.put("measure", measure.toMap());
        return json;
    }

    private static String nameFor(DatasetSpec dataset, NetworkSpec network) {
        return dataset.name() + " "
                + String.join(
                        "-", network.hidden().stream().map(String::valueOf).toList());
    }
}
