package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// Any table that is written in any dialect and encoding is read back unchanged.
class DelimitedRoundTripTest {
    record Written(List<List<String>> table, char delimiter, String encoding, boolean mark, String end, boolean all) {
        byte[] bytes() {
            String text = table.stream()
                    .map(row -> row.stream().map(this::cell).collect(Collectors.joining(String.valueOf(delimiter))))
                    .collect(Collectors.joining(end, "", end));
            return ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(encoding));
        }

        private String cell(String value) {
            boolean quoted = all || value.chars().anyMatch(sign -> sign == delimiter || "\"\r\n".indexOf(sign) >= 0);
            return quoted && !value.isEmpty() ? '"' + value.replace("\"", "\"\"") + '"' : value;
        }
    }

    @Property(tries = 10_000)
    @Tag("deep")
    void whatWasWrittenIsReadBackWhateverItIs(@ForAll("files") Written written) throws Exception {
        whatWasWrittenIsReadBack(written);
    }

    @Property(tries = 300)
    void whatWasWrittenIsReadBack(@ForAll("files") Written written) throws Exception {
        Path folder = Files.createTempDirectory("shuguan-round");
        Path file = Files.write(folder.resolve("t.csv"), written.bytes());
        try {
            var table = ReadFile.of(file).only();
            assertThat(table.columns()).isEqualTo(written.table().getFirst());
            List<List<String>> rows = written.table().subList(1, written.table().size()).stream()
                    .map(row -> row.stream()
                            .map(cell -> cell.isEmpty() ? null : cell)
                            .toList())
                    .toList();
            assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(table.rejects().count()).isZero();
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<Written> files() {
        return Combinators.combine(
                        tables(),
                        Arbitraries.of(',', '\t', ';', '|'),
                        Arbitraries.of("UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"),
                        Arbitraries.of(true, false),
                        Arbitraries.of("\n", "\r\n", "\r"),
                        Arbitraries.of(true, false))
                .as((table, delimiter, encoding, mark, end, all) ->
                        new Written(table, delimiter, encoding, mark && !encoding.equals("GB18030"), end, all));
    }

    /// A header of names, and rows whose first cell is a number, so that no row is blank.
    private static Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> word = Arbitraries.of("张三", "𬱖㛃", "a b", "端州区", "x", "正常", "Ω", "ẞ");
        Arbitrary<String> number = Arbitraries.of("1", "-2.5", "1,234", "１２", "3.2万", "4.41E+17", "0758");
        Arbitrary<String> day = Arbitraries.of("2021-08-10", "2021年8月10日", "2021/8/1");
        Arbitrary<String> hard = Arbitraries.of("a,b", "x;y", "p|q", "t\tu", "say \"hi\"", "two\nlines", "it's", "");
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(width -> Combinators.combine(word, number, day, hard)
                        .as((a, b, c, d) -> List.of(a, b, c, d))
                        .list()
                        .ofMinSize(3)
                        .ofMaxSize(20)
                        .map(rows -> {
                            List<List<String>> table = new ArrayList<>();
                            List<String> names = new ArrayList<>(List.of("编号"));
                            for (int i = 0; i < width; i++) {
                                names.add("字段" + (char) ('a' + i));
                            }
                            table.add(names);
                            for (int r = 0; r < rows.size(); r++) {
                                List<String> row = new ArrayList<>(List.of(Integer.toString(r + 1)));
                                for (int i = 0; i < width; i++) {
                                    row.add(rows.get(r).get((i + r / 5) % 4));
                                }
                                table.add(row);
                            }
                            return table;
                        }));
    }
}
