package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPathsTest {
    @Test
    void onlyTheNameOfAFileIsLeft(@TempDir Path folder) {
        Path file = folder.resolve("uploads/0b1c/名单.csv");
        assertThat(LocalPaths.hidden("IO Error: Cannot open file \"" + file + "\": No such file"))
                .isEqualTo("IO Error: Cannot open file \"名单.csv\": No such file");
        assertThat(LocalPaths.hidden(file.toString())).isEqualTo("名单.csv");
        assertThat(LocalPaths.hidden("读取“" + file + "”失败")).isEqualTo("读取“名单.csv”失败");
        assertThat(LocalPaths.hidden(file.toUri().toString())).doesNotContain(folder.toString());
        assertThat(LocalPaths.hidden("jar:file:" + file + "!/x")).doesNotContain(folder.toString());
        assertThat(LocalPaths.hidden("in " + file.getParent() + "/")).isEqualTo("in ");
    }

    @Test
    void addressesOfInterfacesStay() {
        for (String text : java.util.List.of(
                "/api/v1/persons: HTTP 500",
                "http://host/tmp/list",
                "https://host:8443/var/list?page=1",
                "a/tmp/b",
                "and/or",
                "2026/01/02",
                "1/2",
                "/tmp",
                "/")) {
            assertThat(LocalPaths.hidden(text)).isEqualTo(text);
        }
    }

    /// A file that cannot be read is reported by the message of whoever reads it.
    @Test
    void noReaderNamesTheFolder(@TempDir Path folder) throws Exception {
        for (String name : java.util.List.of("a.parquet", "b.json", "c.xlsx", "d.csv", "e.xls", "f.jsonl", "g.tsv")) {
            Path file = folder.resolve(name);
            Files.write(file, new byte[] {'P', 'A', 'R', '1', 0, 1, 2, (byte) 0xFF, '{', '"'});
            try (OpenSource open = Sources.open(new Source.Files(folder, Reading.GUESS, java.util.Map.of()))) {
                open.tables();
                assertThat(open.unread())
                        .as(name)
                        .allSatisfy(unread -> assertThat(unread.toString()).doesNotContain(folder.toString()));
            } catch (SourceUnreadable unreadable) {
                assertThat(unreadable.detail()).doesNotContain(folder.toString());
            }
        }
    }

    @Property
    void aPathUnderAnExistingFolderIsGone(@ForAll("parts") String part, @ForAll("around") String around) {
        String path = System.getProperty("java.io.tmpdir") + "/" + part + "/secret/" + part;
        assertThat(LocalPaths.hidden(around + path + around)).doesNotContain("/secret/");
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of("a", "数据", "x.y", "a-b", "a_b", "A+B", "#1", "a&b", "%20");
    }

    @Provide
    Arbitrary<String> around() {
        return Arbitraries.of("", " ", "\"", "'", ": ", "=", "“", "（", "[", "\n", "：");
    }
}
