package io.straightedge.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.straightedge.run.ExperimentSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Reads the texts and presets of a guided experiment from the resource {@code guided/<id>.yaml}. */
final class GuidedFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String id;
    private final Texts texts;

    /** The file as it is written. */
    private record Texts(
            String title,
            String question,
            String claim,
            String source,
            ChartHint chart,
            PresetFile quick,
            PresetFile full) {}

    /**
     * @param spec an experiment's JSON form without name and notes, where seeds is their number: it stands
     *     for 1, 2, … up to it
     */
    private record PresetFile(int minutes, Map<String, Object> spec) {}

    private GuidedFile(String id, Texts texts) {
        this.id = id;
        this.texts = texts;
    }

    /** @throws UncheckedIOException when the resource is missing or not of the form above */
    static GuidedExperiment read(String id, Function<Results, Answer> judge) {
        String name = "/guided/" + id + ".yaml";
        try (InputStream in = GuidedFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + name);
            }
            return new GuidedFile(id, YAML.readValue(in, new TypeReference<Texts>() {})).withJudge(judge);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GuidedExperiment withJudge(Function<Results, Answer> judge) {
        return new GuidedExperiment(
                id,
                texts.title,
                texts.question,
                texts.claim,
                texts.source,
                texts.chart,
                spec(Preset.QUICK, texts.quick),
                spec(Preset.FULL, texts.full),
                texts.quick.minutes,
                texts.full.minutes,
                judge);
    }

    private ExperimentSpec spec(Preset preset, PresetFile file) {
        Map<String, Object> json = new LinkedHashMap<>(file.spec);
        json.put("name", texts.title);
        json.put("notes", texts.question);
        json.computeIfPresent("seeds", (field, count) -> LongStream.rangeClosed(1, ((Number) count).longValue())
                .boxed()
                .toList());
        json.put("guided", id);
        json.put("preset", preset.label());
        return ExperimentSpec.of(json);
    }
}
