package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.Preview;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class FileReadingTest {
    private static final String NAME = "人口'; --😀.csv";
    private static final Reading BELOW_THE_TITLES =
            new Reading(null, ";", null, null, true, List.of(new Reading.Part(null, 2, null, 1)));

    @Autowired
    Census census;

    @Autowired
    FileReading readings;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Test
    void aGuessIsShownWithMaskedRowsAndWhatIsNoRow() throws Exception {
        SourceRecord source = source("预览", "姓名,身份证号\n张三,441202190001010013\n李四光,441283190102030425\n王五\n");
        Preview preview = readings.preview(source, NAME, Reading.GUESS);
        assertThat(preview.reading().encoding()).isEqualTo("GB18030");
        var table = preview.tables().getFirst();
        assertThat(table.columns()).containsExactly("姓名", "身份证号");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.rejected()).isEqualTo(1);
        assertThat(table.examples().getFirst().text()).isEqualTo("王*");
        assertThat(preview.toString()).doesNotContain("441202190001010013", "张三", "王五");
    }

    @Test
    void theNextCensusObeysTheCorrectionUntilItIsUndone() {
        SourceRecord source = source("更正", "x,y\na;b\n1;2\n3\n");
        readings.keep(source, NAME, BELOW_THE_TITLES, 0, "王伟");
        TableResult corrected = result(source);
        assertThat(corrected.profile().columns()).extracting(c -> c.name()).containsExactly("a", "b");
        assertThat(corrected.profile().rows()).isEqualTo(2);
        assertThat(corrected.reading().delimiter()).isEqualTo(";");
        long version = readings.kept(source, NAME).orElseThrow().version();
        readings.keep(source, NAME, Reading.GUESS, version, "王伟");
        long second = readings.kept(source, NAME).orElseThrow().version();
        readings.undo(source, NAME, second);
        assertThat(readings.kept(source, NAME).orElseThrow().reading()).isEqualTo(BELOW_THE_TITLES);
        readings.undo(source, NAME, version);
        assertThat(readings.kept(source, NAME)).isEmpty();
        assertThatThrownBy(() -> readings.undo(source, NAME, 0)).hasMessageContaining("nothing-to-undo");
    }

    @Test
    void whoSawAnOlderReadingIsToldSo() {
        SourceRecord source = source("同时", "a,b\n1,2\n");
        readings.keep(source, NAME, BELOW_THE_TITLES, 0, "王伟");
        assertThatThrownBy(() -> readings.keep(source, NAME, Reading.GUESS, 0, "李四"))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void nonsenseAndPathsAreRefused() {
        SourceRecord source = source("拒绝", "a,b\n1,2\n");
        assertThatThrownBy(() -> readings.keep(source, "../" + NAME, BELOW_THE_TITLES, 0, "x"))
                .isInstanceOf(NotFound.class);
        Reading nonsense = new Reading("Klingon", "ab", null, null, null, List.of());
        assertThatThrownBy(() -> readings.keep(source, NAME, nonsense, 0, "x")).isInstanceOf(InvalidInput.class);
    }

    private SourceRecord source(String name, String content) {
        SourceRecord source = census.register(
                new UnitCode("04"),
                new Census.Entered(name, SourceRecord.Kind.FILES, null, null, null, null, null, null));
        uploads.add(source.id(), NAME, IncomingFile.of(content.getBytes(Charset.forName("GB18030"))), true);
        return source;
    }

    private TableResult result(SourceRecord source) {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> runs.find(run).orElseThrow().state().over());
        long table = tables.list(run, new ListQuery(null, null, null, null))
                .items()
                .getFirst()
                .id();
        return tables.result(run, table).orElseThrow();
    }
}
