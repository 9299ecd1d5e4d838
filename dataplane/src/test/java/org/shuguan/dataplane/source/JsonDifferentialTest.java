package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The reader of JSON files against Jackson's trees, which a different program builds from a whole text: the same
/// cells, or a line that is told. The build compares the same files each time, the long run others.
class JsonDifferentialTest {
    private static final JsonMapper PEER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// @param at position that a mutation concerns, per mille of the text
    /// @param kind 0 nothing, 1 a byte is deleted, 2 a byte is replaced, 3 the rest is cut off
    record Mutated(List<String> objects, boolean array, int at, int kind, char by) {
        String text() {
            String text = array
                    ? objects.stream().collect(Collectors.joining(",\n", "[", "]"))
                    : String.join("\n", objects) + "\n";
            int place = Math.min(text.length() - 1, text.length() * at / 1000);
            return switch (kind) {
                case 1 -> text.substring(0, place) + text.substring(place + 1);
                case 2 -> text.substring(0, place) + by + text.substring(place + 1);
                case 3 -> text.substring(0, place);
                default -> text;
            };
        }
    }

    /// A line end as the only mutation, which both a line and an object of several lines can have.
    @Example
    void anObjectOverSeveralLines() throws Exception {
        for (char by : new char[] {'\n', '\r', ' '}) {
            theSameCellsOrTold(new Mutated(List.of("{\"a\":12345678901234567890.1}"), false, 173, 2, by));
        }
    }

    @Property(tries = 10_000)
    @Tag("deep")
    void theSameCellsOrToldInManyFiles(@ForAll("files") Mutated file) throws Exception {
        theSameCellsOrTold(file);
    }

    @Property(tries = 400, seed = "20211")
    void theSameCellsOrTold(@ForAll("files") Mutated file) throws Exception {
        String text = file.text();
        Path folder = Files.createTempDirectory("shuguan-json");
        Path path =
                Files.write(folder.resolve(file.array() ? "t.json" : "t.jsonl"), text.getBytes(StandardCharsets.UTF_8));
        try {
            compare(ReadFile.of(path), Files.readString(path), file);
        } finally {
            Files.delete(path);
            Files.delete(folder);
        }
    }

    private static void compare(ReadFile read, String text, Mutated file) {
        List<JsonNode> expected = new ArrayList<>();
        int faults = file.array() ? document(text, expected) : lines(text, expected);
        List<JsonNode> values = faults > 0 ? values(text) : List.of();
        if (!values.isEmpty()) {
            // A line end between two tokens of an object: no line is an object, the text is a sequence of objects.
            expected = values;
            faults = 0;
        }
        if (read.tables().isEmpty()) {
            assertThat(read.unread()).hasSize(1);
            return;
        }
        ReadFile.OneTable table = read.only();
        Set<String> names = new LinkedHashSet<>();
        expected.forEach(object -> names.addAll(object.propertyNames()));
        List<List<@Nullable String>> rows = expected.stream()
                .map(object -> names.stream()
                        .map(name -> cell(object.get(name)))
                        .collect(Collectors.<@Nullable String>toList()))
                .toList();
        boolean told = table.rejects().count() > 0 || !table.notes().isEmpty();
        if (faults < 0 || (faults > 0 && table.rejects().count() != faults)) {
            // The peer reads nothing of a broken document.
            assertThat(told).isTrue();
            return;
        }
        if (faults == 0 && !told) {
            assertThat(table.columns()).hasSameSizeAs(names);
        }
        if (!table.notes().isEmpty()) {
            return;
        }
        assertThat(table.rejects().count()).isEqualTo(faults);
        assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(rows);
    }

    private static int lines(String text, List<JsonNode> objects) {
        int faults = 0;
        for (String line : text.split("\\r\\n|\\r|\\n", -1)) {
            if (!line.isBlank()) {
                JsonNode node = node(line);
                if (node != null && node.isObject()) {
                    objects.add(node);
                } else {
                    faults++;
                }
            }
        }
        return faults;
    }

    /// The text as a sequence of objects that may go over several lines, empty if it is none or if a line of it is an
    /// object of its own.
    private static List<JsonNode> values(String text) {
        if (text.lines().map(JsonDifferentialTest::node).anyMatch(node -> node != null && node.isObject())) {
            return List.of();
        }
        try (MappingIterator<JsonNode> read = PEER.readerFor(JsonNode.class).readValues(text)) {
            List<JsonNode> all = read.readAll();
            return all.stream().allMatch(JsonNode::isObject) ? all : List.of();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    private static int document(String text, List<JsonNode> objects) {
        JsonNode root = node(text);
        if (root == null || !root.isArray()) {
            return -1;
        }
        int faults = 0;
        for (JsonNode element : root) {
            if (element.isObject()) {
                objects.add(element);
            } else {
                faults++;
            }
        }
        return faults;
    }

    private static @Nullable JsonNode node(String text) {
        try {
            return PEER.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable String cell(@Nullable JsonNode value) {
        return value == null || value.isNull()
                ? null
                : value.isString() ? value.asString() : value.isContainer() ? value.toString() : value.asString();
    }

    @Provide
    Arbitrary<Mutated> files() {
        return Combinators.combine(
                        object().list().ofMinSize(1).ofMaxSize(12),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 0),
                                net.jqwik.api.Tuple.of(2, 1),
                                net.jqwik.api.Tuple.of(2, 2),
                                net.jqwik.api.Tuple.of(1, 3)),
                        Arbitraries.chars().with("\"{}[],:\\\n\r 0-anx名"))
                .as(Mutated::new);
    }

    private static Arbitrary<String> object() {
        return Combinators.combine(
                        Arbitraries.of("a", "A", "b", "名称", "x y", "")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(5),
                        value(2).list().ofSize(5))
                .as((names, values) -> {
                    List<String> properties = new ArrayList<>();
                    for (int i = 0; i < names.size(); i++) {
                        properties.add(quoted(names.get(i)) + ":" + values.get(i));
                    }
                    return properties.stream().collect(Collectors.joining(",", "{", "}"));
                });
    }

    private static Arbitrary<String> value(int depth) {
        List<Arbitrary<String>> kinds = new ArrayList<>(Arrays.asList(
                Arbitraries.of(
                        "null", "true", "false", "0", "-1", "441202190001010013", "1.50", "12345678901234567890.1"),
                Arbitraries.strings()
                        .withChars("ab,\"\\\n\r\t\u0001中𬱖'{}[]:/ NUL")
                        .ofMaxLength(12)
                        .map(JsonDifferentialTest::quoted)));
        if (depth > 0) {
            kinds.add(value(depth - 1).list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"));
            kinds.add(value(depth - 1).map(inner -> "{\"k\":" + inner + ",\"K\":1}"));
        }
        return Arbitraries.oneOf(kinds);
    }

    private static String quoted(String text) {
        return PEER.writeValueAsString(text);
    }
}
