package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private static final int MUTATIONS = 5000;

    @TempDir
    Path directory;

    @Test
    void readsColumnsLabelsAndNumbers() throws IOException {
        CsvFile file = read("\uFEFFx, \"y, in cm\" ,kind\r\n" + rows(12) + "\n\n1e-3,-.5,\"a \"\"b\"\"\"\n");
        assertThat(file.columns()).containsExactly("x", "y, in cm");
        assertThat(file.classNames()).containsExactly("a", "a \"b\"", "b");
        assertThat(file.size()).isEqualTo(13);
        assertThat(file.labels()).containsExactly(0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 1);
        Samples samples = file.samples(new int[] {12, 3});
        assertThat(samples.raw()).containsExactly(1e-3f, -0.5f, 3, 1.5f);
        assertThat(samples.labels()).containsExactly(1, 2);
    }

    @Test
    void numbersAsLabelsAreSortedAsNumbers() throws IOException {
        String rows = IntStream.range(0, 12).mapToObj(i -> i + "," + i).collect(Collectors.joining("\n"));
        assertThat(read("x,kind\n" + rows).classNames())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "x,y,kind    | 1,abc,a     | the file has \"abc\" in line 14, column y, which is not a finite number",
                "x,y,kind    | 1,,a        | the file has \"\" in line 14, column y, which is not a finite number",
                "x,y,kind    | NaN,1,a     | the file has \"NaN\" in line 14, column x",
                "x,y,kind    | 1e60,1,a    | the file has \"1e60\" in line 14, column x",
                "x,y,kind    | 1f,1,a      | the file has \"1f\" in line 14, column x",
                "x,y,kind    | 1,2         | has 2 values in line 14; the first line has 3 columns",
                "x,y,kind    | 1,2,3,4     | has 4 values in line 14; the first line has 3 columns",
                "x,y,kind    | 1,2,        | has no label in line 14, column kind",
                "x,x,kind    | 1,2,a       | has the name \"x\" again in column 2",
                "x,,kind     | 1,2,a       | has no name in column 2",
                "x;y;kind    | 1,2,a       | has 1 column in its first line",
                "x,y,species | 1,2,a       | \"kind\" is not a column; use one of x, y, species",
            })
    void whatIsWrongIsNamedWithLineAndColumn(String header, String row, String message) {
        assertThatThrownBy(() -> read(header + "\n" + rows(12) + row + "\n"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x,kind\n", "x,kind\n1,a\n2,b\n"})
    void tooFewSamplesAreRefused(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(DatasetException.class);
    }

    @Test
    void limitsHold() throws IOException {
        Path table = Files.writeString(directory.resolve("twenty.csv"), "x,y,kind\n" + rows(20));
        String single = IntStream.range(0, 20).mapToObj(i -> i + ",a").collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> read("x,kind\n" + single)).hasMessageContaining("at least two classes");
        String many = IntStream.range(0, 101).mapToObj(i -> "1,class" + i).collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> read("x,kind\n" + many)).hasMessageContaining("more than 100 different values");
        String open = "x,kind\n\"" + "1,a\n".repeat(500_000);
        assertThatThrownBy(() -> read(open)).hasMessageContaining("is a quote left open?");
        assertThat(CsvFile.read(table, "kind", UnaryOperator.identity(), 40).size())
                .isEqualTo(20);
        assertThatThrownBy(() -> CsvFile.read(table, "kind", UnaryOperator.identity(), 39))
                .hasMessageContaining("more than 39 values");
        String wide = IntStream.range(0, 10_001).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        assertThatThrownBy(() -> read(wide + "\n")).hasMessageContaining("10 001 columns");
        assertThatThrownBy(() -> CsvFile.read(
                        Files.write(directory.resolve("latin.csv"), new byte[] {'x', ',', (byte) 0xE4, '\n'}), "x"))
                .hasMessageContaining("not in UTF-8");
    }

    @Test
    void noFileBreaksTheReader() throws IOException {
        Random random = new Random(3);
        byte[] good = ("x,\"y\",kind\n" + rows(20)).getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("mutated.csv");
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                byte next =
                        random.nextBoolean() ? (byte) ",\"\n\r-e.0".charAt(random.nextInt(8)) : (byte) random.nextInt();
                bytes[random.nextInt(bytes.length)] = next;
            }
            Files.write(file, bytes);
            try {
                CsvFile.read(file, "kind");
                read++;
            } catch (DatasetException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isBetween(1, MUTATIONS - 1);
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i + "," + i / 2.0 + "," + (i % 2 == 0 ? "a" : "b") + "\n")
                .collect(Collectors.joining());
    }

    private CsvFile read(String content) throws IOException {
        return CsvFile.read(Files.writeString(directory.resolve("table.csv"), content), "kind");
    }
}
