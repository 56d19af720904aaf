package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableImportTest {
    private static final String MIXED = "kept,fare,sex,age,cabin\n"
            + rows(
                    20,
                    i -> i % 2 + "," + i + "," + (i % 3 == 0 ? "male" : "female") + ","
                            + (i % 4 == 0 ? "" : Integer.toString(i)) + "," + (i == 5 ? "C5" : ""));

    @TempDir
    Path directory;

    private Datasets datasets;

    @BeforeEach
    void open() {
        datasets = new Datasets(directory.resolve("files"), directory.resolve("uploads"));
    }

    @Test
    void aFileWithoutNamesKeepsItsFirstSample() throws IOException {
        Path file = write(rows(20, i -> i + ".5,2," + (i % 2 == 0 ? "red" : "blue")));
        UploadPreview preview = datasets.previewTable(file, choices(Map.of()));
        assertThat(preview.format()).isEqualTo(new TableFormat(TableFormat.Separator.COMMA, false, false));
        assertThat(preview.samples()).isEqualTo(20);
        assertThat(preview.label()).isEqualTo("column 3");
        assertThat(preview.rows().get(0)).containsExactly("0.5", "2", "red");
        assertThat(preview.classes()).isEqualTo(Map.of("red", 10, "blue", 10));
        assertThat(preview.warnings()).containsExactly("the same value everywhere is in column column 2");
        assertThat(preview.problems()).isEmpty();

        Dataset data = kept(file, Map.of("label", "column 3"), 16);
        assertThat(data.train().size() + data.test().size()).isEqualTo(20);
        assertThat(entry()).contains("20 samples of 2 numbers", "the first line is a sample");
        assertThatThrownBy(() -> datasets.addTable("other", file, TableChoices.label("red"), null))
                .hasMessageContaining("\"red\" is not a column; use one of column 1, column 2, column 3; the first line"
                        + " seems to be a sample");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"acidity\";\"sugar\";\"quality\"` | ;  | 1.5 | SEMICOLON | false | true",
                "`\"acidity\";\"sugar\";\"quality\"` | ;  | 1,5 | SEMICOLON | true  | true",
                "                                      | ;  | 1,5 | SEMICOLON | true  | false",
                "acidity<sugar<quality                 | <  | 1,5 | TAB       | true  | true",
                "`acidity,\"sugar; in g\",quality`     | `,` | 1.5 | COMMA     | false | true",
                "2019,2020,quality                     | `,` | 1.5 | COMMA     | false | true",
            })
    void separatorsDecimalsAndNamesAreRecognised(
            String header, String separator, String number, TableFormat.Separator found, boolean comma, boolean named)
            throws IOException {
        String content =
                (header == null ? "" : header + "\n") + rows(20, i -> i + separator + number + separator + i % 2);
        Path file = write(content.replace('<', '\t'));
        UploadPreview preview = datasets.previewTable(file, choices(Map.of()));
        assertThat(preview.format()).isEqualTo(new TableFormat(found, comma, named));
        assertThat(preview.problems()).isEmpty();
        Dataset data = kept(file, Map.of("label", String.valueOf(preview.label())), 16);
        assertThat(data.train().raw()).contains(1.5f);
        assertThat(data.outputNames()).containsExactly("0", "1");
    }

    @Test
    void whatIsChosenWinsOverWhatIsRecognised() throws IOException {
        Path file = write("a;b;c\n" + rows(20, i -> i + ";2,5;" + i % 2));
        UploadPreview preview = datasets.previewTable(file, choices(Map.of("header", "no", "decimal", "point")));
        assertThat(preview.format()).isEqualTo(new TableFormat(TableFormat.Separator.SEMICOLON, false, false));
        assertThat(datasets.previewTable(file, choices(Map.of("separator", "tab")))
                        .problems())
                .extracting(UploadProblem::message)
                .containsExactly("the file has 1 column in its first line; from 2 to 10 000 are needed, separated by"
                        + " commas, semicolons or tabs");
        assertThatThrownBy(() -> choices(Map.of("separator", "|"))).hasMessageContaining("use comma, semicolon or tab");
        assertThatThrownBy(() -> choices(Map.of("columns", "[]"))).hasMessageContaining("is not a JSON object");
        assertThatThrownBy(() -> choices(Map.of("text", "drop"))).hasMessageContaining("use keep, leave-out, one-hot");
    }

    @Test
    void everyColumnThatIsNoNumberIsNamedAtOnce() throws IOException {
        Path file = write(MIXED);
        assertThatThrownBy(() -> datasets.addTable("mixed", file, TableChoices.label("kept"), null))
                .isInstanceOfSatisfying(DatasetException.class, e -> {
                    assertThat(e.problems()).extracting(UploadProblem::column).containsExactly("sex", "age", "cabin");
                    assertThat(e.problems()).extracting(UploadProblem::line).containsExactly(2L, 2L, 2L);
                    assertThat(e.problems().get(1).message())
                            .isEqualTo("the file has \"\" in line 2, column age, which is not a finite number, and in 4"
                                    + " other lines; leave the column out, or fill its gaps with the mean, the median or"
                                    + " a number");
                });
        assertThat(datasets.list()).extracting(DatasetEntry::name).doesNotContain("mixed");
    }

    @Test
    void columnsAreLeftOutEncodedAndFilledAsChosenAndTheDescriptionSaysSo() throws IOException {
        Path file = write(MIXED);
        Dataset data = kept(
                file,
                Map.of("label", "kept", "text", "one-hot", "gaps", "mean", "columns", "{\"cabin\": \"leave-out\"}"),
                16);
        assertThat(data.train().dimension()).isEqualTo(4);
        for (int i = 0; i < data.train().size(); i++) {
            float fare = data.train().raw()[4 * i];
            boolean male = fare % 3 == 0;
            assertThat(data.train().raw()[4 * i + 1]).isEqualTo(male ? 0 : 1);
            assertThat(data.train().raw()[4 * i + 2]).isEqualTo(male ? 1 : 0);
            assertThat(data.train().raw()[4 * i + 3]).isEqualTo(fare % 4 == 0 ? 10 : fare);
        }
        assertThat(entry())
                .isEqualTo(
                        "Uploaded: 20 samples of 4 numbers; a fifth of each class tests, drawn by seed 1; column sex is"
                                + " one-hot with 2 values; 5 gaps in column age are filled with the mean 10; column cabin is left"
                                + " out.");
    }

    @Test
    void valuesAreNumberedInTheirOrderAndGapsTakeAMedianOrANumber() throws IOException {
        Path file = write("size,a,b,label\n"
                + rows(
                        20,
                        i -> new String[] {"10", "9", "big"}[i % 3] + "," + (i < 3 ? "NA" : i) + ","
                                + (i == 7 ? "?" : 1) + "," + i % 2));
        Dataset data = kept(
                file,
                Map.of("label", "label", "columns", "{\"size\":\"numbers\",\"a\":\"median\",\"b\":\"-2.5\"}"),
                16);
        assertThat(data.train().raw()).contains(0, 1, 2, 11, -2.5f);
        assertThat(entry())
                .contains(
                        "column size is the number of one of 3 values",
                        "3 gaps in column a are filled with the median 11",
                        "1 gap in column b is filled with -2.5");
    }

    @Test
    void aColumnThatIsMostlyTextTakesTheMedianOfItsNumbers() throws IOException {
        Path file = write("x,a,label\n" + rows(20, i -> i + "," + (i < 5 ? i + 3 : "none here") + "," + i % 2));
        kept(file, Map.of("label", "label", "text", "median"), 16);
        assertThat(entry()).contains("15 gaps in column a are filled with the median 5");
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() throws IOException {
        assertProblem("x,y,c\n" + rows(20, i -> "1,2," + "ab".charAt(i % 2)), "every sample of the file is the same");
        assertProblem("x,c\n" + rows(20, i -> i + ",a"), "has the same value everywhere; at least two classes");
        assertProblem("x,c\n" + rows(20, i -> i + ",a" + i), "has 20 different values for 20 samples");
        assertProblem("x,c\n" + rows(200, i -> i + ",a" + i), "has more than 100 different values");
        assertProblem("x,c\n1,a\n2,b\n", "has 2 samples; at least 10 are needed");
        assertProblem("", "is empty");
        assertProblem("x,c\n" + rows(20, i -> i == 9 ? "1" : "1," + i % 2), "has 1 value in line 11");
        assertProblem("x,c\n" + rows(20, i -> i + "," + (i == 9 ? "" : i % 2)), "no label in line 11, column c");
        assertProblem(
                "x,c\n" + rows(20, i -> i + "," + "l".repeat(i % 2 + 1000)), "a label of 1 001 characters in line 3");
    }

    @Test
    void quotesAreExplainedInPlainWords() throws IOException {
        assertProblem(
                "x,c\n" + rows(20, i -> i + ",\"a\"" + (i == 3 ? "b" : "")), "has a quoted value after line 4 that");
        assertProblem("x,c\n" + rows(20, i -> i + (i == 3 ? ",\"a" : ",a")), "has a quoted value after line 4 that");
        UploadPreview latin = datasets.previewTable(
                Files.write(directory.resolve("latin.csv"), "x,c\n1,ä\n".getBytes(StandardCharsets.ISO_8859_1)),
                choices(Map.of()));
        assertThat(latin.problems().get(0).message()).isEqualTo("the file is not in UTF-8; save it in that encoding");
    }

    @Test
    void whatCannotBeDoneWithAColumnIsSaid() throws IOException {
        Path file = write("x,t,c\n" + rows(200, i -> i + ",t" + i + "," + i % 2));
        assertThat(datasets.previewTable(file, choices(Map.of("text", "one-hot")))
                        .problems()
                        .get(0)
                        .message())
                .startsWith("column t has more than 100 different values");
        assertThat(datasets.previewTable(file, choices(Map.of("text", "mean")))
                        .problems()
                        .get(0)
                        .message())
                .isEqualTo("column t has no number to take the mean of; leave it out, or fill it with a number");
        assertThat(datasets.previewTable(file, choices(Map.of("columns", "{\"u\": \"mean\", \"t\": \"leave-out\"}")))
                        .problems())
                .extracting(UploadProblem::message)
                .containsExactly("\"u\" is not a column of the table; take it out of the choices");
    }

    @Test
    void labelsAreComparedWhole() throws IOException {
        String start = "Consumer credit product, secured, with an ";
        String[] labels = {start + "open end", start + "closed end", "Mortgage"};
        Path file = write("x,product\n" + rows(30, i -> i + ",\"" + labels[i % 3] + "\""));
        Dataset data = kept(file, Map.of("label", "product"), 24);
        assertThat(data.outputNames()).hasSize(3).doesNotHaveDuplicates().allMatch(name -> name.length() <= 41);
        assertThat(data.test().labels()).containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
    }

    private void assertProblem(String content, String message) throws IOException {
        Path file = write(content);
        assertThat(datasets.previewTable(file, choices(Map.of("label", "c"))).problems())
                .extracting(UploadProblem::message)
                .anyMatch(each -> each.contains(message));
        assertThatThrownBy(() -> datasets.addTable("t", file, TableChoices.label("c"), null))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message);
    }

    private Dataset kept(Path file, Map<String, String> form, int samples) {
        datasets.addTable("t", file, choices(form), null);
        return datasets.load(Requests.plain("t", samples).request());
    }

    private String entry() {
        return datasets.entry("t").description();
    }

    private static TableChoices choices(Map<String, String> form) {
        return TableChoices.read(form::get);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("table.csv"), content);
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n")) + "\n";
    }
}
