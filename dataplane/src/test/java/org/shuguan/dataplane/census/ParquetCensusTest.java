package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;

class ParquetCensusTest {
    @TempDir
    Path folder;

    private final List<OpenSource.Unread> unread = new ArrayList<>();

    @Test
    void aColumnWithInvalidTextIsNamedAndTheOthersAreRead() throws Exception {
        Path file = written(
                "人口.parquet", "select range as n, 'value' || range as t, 'BROKEN' || range as b from range(50)");
        damage(file, "BROKEN7");
        TableResult result = only();
        assertThat(result.problem()).isNull();
        assertThat(result.profile().rows()).isEqualTo(50);
        assertThat(result.profile().columns()).extracting(ColumnProfile::name).containsExactly("n", "t");
        assertThat(result.profile().columns().get(1).distinct()).isGreaterThan(45);
        assertThat(result.table().columns()).hasSize(2);
        assertThat(result.classifications()).hasSize(2);
        assertThat(result.notes()).containsExactly(new Note("columns-broken", Map.of("columns", "b")));
    }

    @Test
    void aFileWhoseOnlyColumnIsBrokenIsNamedWithoutItsBytes() throws Exception {
        Path file = written("one.parquet", "select 'BROKEN' || range as b from range(50)");
        damage(file, "BROKEN7");
        TableResult result = only();
        assertThat(result.problem())
                .isEqualTo(new TableResult.Problem(SourceUnreadable.Reason.FILE_BROKEN.name(), "one.parquet"));
    }

    @Test
    void aFileThatIsNotParquetIsNamedAndNothingElse() throws Exception {
        Files.writeString(folder.resolve("c.parquet"), "no parquet at all");
        census();
        assertThat(unread)
                .containsExactly(new OpenSource.Unread("c.parquet", SourceUnreadable.Reason.FILE_BROKEN, "c.parquet"));
    }

    @Test
    void longValuesAreMeasuredAndSampledByTheirBeginning() throws Exception {
        written("long.parquet", "select repeat('长', 100000) || range as t from range(20)");
        ColumnProfile column = only().profile().columns().getFirst();
        assertThat(column.longest()).isEqualTo(100_002);
        assertThat(column.longestBytes()).isEqualTo(300_002);
        assertThat(column.distinct()).isBetween(18L, 20L);
    }

    private Path written(String name, String select) throws Exception {
        Path file = folder.resolve(name);
        try (var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute("copy (" + select + ") to '" + file + "' (format parquet, compression uncompressed)");
        }
        return file;
    }

    /// Replaces a text in the file by bytes that are not UTF-8.
    private static void damage(Path file, String text) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        int found = 0;
        for (int i = 0; i + sought.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                bytes[i] = (byte) 0xFF;
                found++;
            }
        }
        assertThat(found).isPositive();
        Files.write(file, bytes);
    }

    private TableResult only() throws SourceUnreadable {
        List<TableResult> results = census();
        assertThat(unread).isEmpty();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private List<TableResult> census() throws SourceUnreadable {
        InOrder results = new InOrder();
        new SourceCensus(new Source.Files(folder), 0).run(new HashSet<>(), results);
        unread.addAll(results.unread());
        return results.tables();
    }
}
