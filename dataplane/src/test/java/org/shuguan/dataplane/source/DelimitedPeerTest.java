package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Generated and damaged files are read as Apache Commons CSV reads them with the dialect that our reading states, or
/// something is told about them. A row that neither was written nor is found by the peer must never appear.
class DelimitedPeerTest {
    /// Without backslashes: the peer takes them for escapes outside of quotes too, ours only within.
    private static final String[] DAMAGES = {"", ",", "\"", "\n", "\r", "\r\n", "\n\n", ",,", "\"\"", "'", " ", ", \""};

    /// @param seed of the damage
    record Case(List<List<String>> table, String end, int damages, long seed) {
        String text() {
            StringBuilder text = new StringBuilder();
            for (List<String> row : table) {
                text.append(row.stream().map(Case::cell).collect(Collectors.joining(",")))
                        .append(end);
            }
            Random random = new Random(seed);
            for (int i = 0; i < damages; i++) {
                int at = random.nextInt(text.length());
                // Every third damage takes a character away.
                int to = random.nextInt(3) == 0 ? Math.min(text.length(), at + 1) : at;
                text.replace(at, to, DAMAGES[random.nextInt(DAMAGES.length)]);
            }
            return text.toString();
        }

        private static String cell(String value) {
            boolean quoted = value.chars().anyMatch(sign -> ",\"\r\n".indexOf(sign) >= 0);
            return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
        }
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    @Tag("deep")
    void whatIsReadIsWhatThePeerReadsOrToldWhateverItIs(@ForAll("files") Case file) throws Exception {
        whatIsReadIsWhatThePeerReadsOrTold(file);
    }

    /// The same files each time; `--deep` makes others.
    @Property(tries = 200, shrinking = ShrinkingMode.OFF, seed = "20211")
    void whatIsReadIsWhatThePeerReadsOrTold(@ForAll("files") Case file) throws Exception {
        String text = file.text();
        Path folder = Files.createTempDirectory("shuguan-peer");
        Path path = Files.writeString(folder.resolve("t.csv"), text);
        try {
            ReadFile ours = ReadFile.of(path);
            List<List<String>> rows = new ArrayList<>();
            List<List<String>> names = new ArrayList<>();
            boolean told = !ours.unread().isEmpty();
            for (ReadFile.OneTable table : ours.tables()) {
                table.rows().forEach(row -> rows.add(plain(row)));
                names.add(plain(table.columns()));
                told |= table.rejects().count() > 0 || !table.notes().isEmpty();
            }
            List<List<String>> peer =
                    ours.tables().isEmpty() ? null : peer(text, ours.tables().getFirst(), false);
            if (peer == null) {
                assertThat(told).as(text).isTrue();
                return;
            }
            // The peer reads blanks before a quote as the beginning of a cell, or removes all blanks around cells.
            List<List<String>> stripped = peer(text, ours.tables().getFirst(), true);
            if (!told) {
                List<String> read = sorted(rows, names);
                assertThat(read.equals(sorted(peer, names))
                                || (stripped != null && read.equals(sorted(stripped, names)))
                                || read.equals(sorted(
                                        written(file).subList(1, file.table().size()), names)))
                        .as("%s read as %s, by the peer as %s", text, rows, peer)
                        .isTrue();
            }
            for (List<String> row : rows) {
                assertThat(peer.contains(row)
                                || (stripped != null && stripped.contains(row))
                                || written(file).contains(row))
                        .as(row + " in " + text)
                        .isTrue();
            }
        } finally {
            Files.delete(path);
            Files.delete(folder);
        }
    }

    /// The rows without those of names, in an order that does not depend on the file.
    private static List<String> sorted(List<List<String>> rows, List<List<String>> names) {
        return rows.stream()
                .filter(row -> !names.contains(row.stream().map(String::strip).toList()))
                .map(List::toString)
                .sorted()
                .toList();
    }

    private static List<List<String>> written(Case file) {
        return file.table().stream().map(DelimitedPeerTest::plain).toList();
    }

    /// The records of Commons CSV without blank ones; null if it refuses the file.
    private static @Nullable List<List<String>> peer(String text, ReadFile.OneTable table, boolean strip)
            throws Exception {
        Reading reading = Objects.requireNonNull(table.reading());
        String quote = Objects.requireNonNull(reading.quote());
        String escape = Objects.requireNonNull(reading.escape());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(Objects.requireNonNull(reading.delimiter()))
                .setQuote(quote.isEmpty() ? null : Character.valueOf(quote.charAt(0)))
                .setEscape(escape.isEmpty() || escape.equals(quote) ? null : Character.valueOf(escape.charAt(0)))
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(strip)
                .get();
        List<List<String>> records = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text.replace("\uFEFF", "")), format)) {
            for (CSVRecord found : parser) {
                List<String> plain = plain(found.toList());
                if (plain.stream().anyMatch(cell -> !cell.isBlank())) {
                    records.add(plain);
                }
            }
            return records;
        } catch (UncheckedIOException | IllegalStateException e) {
            return null;
        }
    }

    /// Without empty cells at the end.
    private static List<String> plain(List<String> row) {
        List<String> plain = new ArrayList<>();
        row.forEach(cell -> plain.add(cell == null ? "" : cell));
        while (!plain.isEmpty() && plain.getLast().isEmpty()) {
            plain.removeLast();
        }
        return plain;
    }

    @Provide
    Arbitrary<Case> files() {
        Arbitrary<String> word = Arbitraries.of("张三", "a b", "端州区", "正常", "Ω", "桌, 椅", "say \"hi\"", "two\nlines", "");
        Arbitrary<String> number = Arbitraries.of("1", "-2.5", "0758", "12");
        Arbitrary<String> day = Arbitraries.of("2021-08-10", "2021-09-01");
        Arbitrary<List<List<String>>> tables = Combinators.combine(word, number, day, word)
                .as((a, b, c, d) -> List.of(a, b, c, d))
                .list()
                .ofMinSize(3)
                .ofMaxSize(25)
                .map(rows -> {
                    List<List<String>> table = new ArrayList<>();
                    table.add(List.of("编号", "名称", "数量", "日期", "备注"));
                    for (int i = 0; i < rows.size(); i++) {
                        List<String> row = new ArrayList<>(List.of("K-" + (100 + i)));
                        row.addAll(rows.get(i));
                        table.add(row);
                    }
                    return table;
                });
        return Combinators.combine(
                        tables,
                        Arbitraries.of("\n", "\r\n"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs())
                .as(Case::new);
    }
}
