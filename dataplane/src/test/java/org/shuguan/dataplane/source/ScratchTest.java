package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Temporary files with readable rows are all in one folder.
class ScratchTest {
    private static final String PROPERTY = "shuguan.scratch";

    @TempDir
    Path folder;

    private Path scratch;

    @BeforeEach
    void named() {
        scratch = folder.resolve("scratch");
        System.setProperty(PROPERTY, scratch.toString());
    }

    @AfterEach
    void unnamed() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void copiesLieThereForTheirOwnerAloneAndGoWithTheSource() throws Exception {
        Path file = folder.resolve("人口.csv");
        Files.writeString(file, "姓名,备注\n张三,甲\n", Charset.forName("GB18030"));
        try (OpenSource open = Sources.open(new Source.Files(file))) {
            Table table = open.tables().getFirst();
            try (Relation relation = open.relation(table, 0)) {
                assertThat(relation.sql()).contains(scratch.toString());
                assertThat(Files.getPosixFilePermissions(scratch))
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
                assertThat(inScratch()).isNotEmpty();
            }
        }
        assertThat(inScratch()).isEmpty();
    }

    @Test
    void enginesShareOneDatabaseThatSwapsOutThere() throws Exception {
        String first;
        try (Connection one = Engine.open(1);
                Connection other = Engine.open(1)) {
            first = swap(one);
            assertThat(first).startsWith(scratch.toString());
            assertThat(swap(other)).isEqualTo(first);
        }
        try (Connection later = Engine.open(1)) {
            assertThat(swap(later)).startsWith(scratch.toString()).isNotEqualTo(first);
        }
    }

    private static String swap(Connection engine) throws Exception {
        return String.valueOf(Engine.rows(engine, "select current_setting('temp_directory')")
                .getFirst()
                .getFirst());
    }

    private List<Path> inScratch() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.toList();
        }
    }
}
