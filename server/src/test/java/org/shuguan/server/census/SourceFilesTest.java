package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class SourceFilesTest {
    private static final UnitCode UNIT = new UnitCode("R5");
    private static final Actor STEWARD = new Actor(
            UUID.randomUUID(), "steward", OfficerId.fresh(), "王伟", List.of(Capacity.own(Role.DATA_STEWARD, UNIT)));

    @Autowired
    Census census;

    @Autowired
    SourceFiles files;

    @Autowired
    FoundTables tables;

    @Test
    void aFileThatIsLeftOutIsReportedWithItsReasonAndIsNotGone() {
        SourceRecord source = source();
        add(source, "a.csv");
        add(source, "b.csv");
        UUID before = census(source);
        assertThat(read(before)).containsExactly("a.csv", "b.csv");

        files.ignore(source, "b.csv", " 旧版本 ", STEWARD);
        assertThat(files.list(source))
                .filteredOn(file -> file.ignored() != null)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.name()).isEqualTo("b.csv");
                    assertThat(file.ignored().reason()).isEqualTo("旧版本");
                    assertThat(file.ignored().ignoredBy()).isEqualTo("王伟");
                });
        UUID run = census(source);
        assertThat(read(run)).containsExactly("a.csv");
        assertThat(tables.unread(run)).containsExactly(new FoundTables.Unread("b.csv", "IGNORED", "旧版本"));
        assertThat(tables.isUnread(run, "b.csv")).isTrue();

        files.read(source, "b.csv");
        assertThat(read(census(source))).containsExactly("a.csv", "b.csv");
    }

    @Test
    void aNewVersionOfAFileIsRead() {
        SourceRecord source = source();
        add(source, "a.csv");
        files.ignore(source, "a.csv", "旧版本", STEWARD);
        files.add(source, "a.csv", IncomingFile.of("编号,名称\n1,乙\n".getBytes(StandardCharsets.UTF_8)), true);
        assertThat(files.list(source))
                .singleElement()
                .satisfies(file -> assertThat(file.ignored()).isNull());
    }

    @Test
    void aRemovedFileIsGone() {
        SourceRecord source = source();
        add(source, "a.csv");
        add(source, "b.csv");
        files.remove(source, "b.csv");
        assertThat(files.list(source)).extracting(SourceFiles.SourceFile::name).containsExactly("a.csv");
        assertThat(read(census(source))).containsExactly("a.csv");
        assertThatThrownBy(() -> files.remove(source, "b.csv")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> files.remove(source, "../" + source.id() + "/a.csv"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> files.ignore(source, "b.csv", "x", STEWARD)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> files.ignore(source, "a.csv", " ", STEWARD)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> files.ignore(source, "a.csv", "长".repeat(501), STEWARD))
                .isInstanceOf(InvalidInput.class);
    }

    private List<String> read(UUID run) {
        return tables.list(run, new ListQuery(null, null, null, null)).items().stream()
                .map(FoundTables.FoundTable::path)
                .sorted()
                .toList();
    }

    private SourceRecord source() {
        return census.register(
                UNIT,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
    }

    private void add(SourceRecord source, String name) {
        files.add(source, name, IncomingFile.of("编号,名称\n1,甲\n".getBytes(StandardCharsets.UTF_8)), false);
    }

    private UUID census(SourceRecord source) {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
        return run;
    }
}
