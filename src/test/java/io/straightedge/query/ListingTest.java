package io.straightedge.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
    private record Thing(long id, String name, @Nullable Double value, Instant at, List<Double> widths) {}

    private static final Fields<Thing> FIELDS = Fields.of(
            List.of(
                    Field.of("id", Kind.NUMBER, Thing::id),
                    Field.of("name", Kind.TEXT, Thing::name),
                    Field.of("value", Kind.NUMBER, Thing::value),
                    Field.of("at", Kind.TIME, Thing::at),
                    Field.of("widths", Kind.NUMBERS, Thing::widths)),
            "name");

    private final List<Thing> things = new ArrayList<>();
    private int made;

    ListingTest() {
        Double[] values = {3.0, null, Double.NaN, 1.0, 3.0, Double.NEGATIVE_INFINITY, 2.0};
        for (Double value : values) {
            add(value);
        }
    }

    private void add(@Nullable Double value) {
        int id = ++made;
        things.add(new Thing(
                id, id % 2 == 0 ? "Even" : "odd", value, Instant.ofEpochSecond(1000 - id), List.of(id % 3.0, (double)
                        id)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '7 6 5 4 3 2 1'",
        "id, '1 2 3 4 5 6 7'",
        "value, '6 4 7 5 1 3 2'",
        "value DESC, '5 1 7 4 6 3 2'",
        "'name, value desc', '4 6 2 5 1 7 3'",
        "'name desc, id', '1 3 5 7 2 4 6'",
        "at, '7 6 5 4 3 2 1'",
        "widths, '3 6 1 4 7 2 5'",
    })
    void everyOrderComesPageByPage(String order, String ids) {
        for (int limit = 1; limit <= 8; limit++) {
            assertThat(pages("", order, limit)).as("pages of " + limit).isEqualTo(ids);
        }
    }

    @Test
    void aFilterLeavesOutBetweenPages() {
        assertThat(pages("name = odd", "", 2)).isEqualTo("7 5 3 1");
        assertThat(pages("name = odd", "value", 1)).isEqualTo("7 5 1 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "value", "name, value desc", "at"})
    void whatComesInBetweenNeitherRepeatsNorHidesAnything(String order) {
        List<Long> seen = new ArrayList<>();
        @Nullable String token = null;
        do {
            Listing.Page<Thing> page = page("", order, token, 2);
            page.things().forEach(thing -> seen.add(thing.id()));
            token = page.next();
            add(2.5);
            things.remove(page.things().get(page.things().size() - 1));
        } while (token != null && seen.size() < 100);
        assertThat(seen).doesNotHaveDuplicates().contains(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aListInMemoryGoesOnBehindTheLast() {
        Listing<Thing> listing = Listing.of("", "", FIELDS, false);
        Listing.Source<Thing> source = Listing.of(things, FIELDS.identity());
        Listing.Page<Thing> first = listing.page(source, null, 5);
        assertThat(listing.page(source, first.next(), 5).things())
                .extracting(Thing::id)
                .containsExactly(6L, 7L);
        things.remove(4);
        assertThatThrownBy(() -> listing.page(source, first.next(), 5))
                .hasMessageContaining("begin with the first page");
    }

    @ParameterizedTest
    @CsvSource({
        "size, there is no field \"size\"; use id",
        "'id,,name', there is no field \"\"",
        "id up, \"id up\" is not a field",
        "id asc desc, \"id asc desc\" is not a field",
        "'id,id,id,id,id,id,id,id,id', 9 fields are too many",
    })
    void anOrderIsExplainedWhenItIsWrong(String order, String message) {
        assertThatThrownBy(() -> Order.of(order, FIELDS, true))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTokenBelongsToItsList() {
        @Nullable String token = page("", "value", null, 2).next();
        for (String wrong : List.of(
                "",
                "7",
                "!",
                "bnVsbA",
                "W10",
                "WyJ4Iiwie30iXQ",
                String.valueOf(page("", "", null, 2).next()))) {
            assertThatThrownBy(() -> page("", "value", wrong, 2))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("is not of this list");
        }
        assertThatThrownBy(() -> page("name = odd", "value", token, 2)).hasMessageContaining("is not of this list");
    }

    private String pages(String filter, String order, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String token = null;
        do {
            Listing.Page<Thing> page = page(filter, order, token, limit);
            assertThat(page.things()).hasSizeLessThanOrEqualTo(limit);
            page.things().forEach(thing -> ids.add(Long.toString(thing.id())));
            token = page.next();
        } while (token != null);
        return String.join(" ", ids);
    }

    private Listing.Page<Thing> page(String filter, String order, @Nullable String token, int limit) {
        return Listing.of(filter, order, FIELDS, true).page(Listing.of(this::before, Thing::id, 3), token, limit);
    }

    private List<Thing> before(long id, int limit) {
        return things.stream()
                .filter(thing -> thing.id() < id)
                .sorted(Comparator.comparing(Thing::id).reversed())
                .limit(limit)
                .toList();
    }
}
