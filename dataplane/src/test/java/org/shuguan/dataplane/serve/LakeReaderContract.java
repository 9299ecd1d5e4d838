package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.lake.CollectListener;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeCity;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.Place;

/// What the reader promises of the lake, whatever engine reads it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LakeReaderContract extends ReaderContract {
    private LakeCity city;
    private Lake lake;

    /// Whether the lake is read by Trino.
    abstract boolean isTrino();

    /// Where the files of the lake are.
    Place place() {
        return Place.FOLDER;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        city = place().city(folder);
        city.execute(TABLE);
        city.execute(inserts());
        lake = city.lake(isTrino());
        new Collector(lake)
                .collect(
                        city.of(
                                "resident",
                                "first",
                                LakeCity.key("id", "I"),
                                LakeCity.field("name", "C"),
                                LakeCity.field("id_no", "C"),
                                LakeCity.field("district", "C"),
                                LakeCity.field("born", "D"),
                                LakeCity.field("seen_at", "T"),
                                LakeCity.field("area", "N"),
                                LakeCity.field("address", "C")),
                        new CollectListener() {});
    }

    @AfterAll
    void stop() throws Exception {
        lake.close();
        city.close();
    }

    private void collect(String run) throws Exception {
        new Collector(lake)
                .collect(
                        city.of(
                                "shop",
                                run,
                                LakeCity.key("id", "I"),
                                LakeCity.field("name", "C"),
                                LakeCity.field("phone", "C"),
                                LakeCity.field("open", "C")),
                        new CollectListener() {});
    }

    private static Granted shops(String filter, ServedItem... items) throws Exception {
        return new Granted(
                List.of(items),
                Map.of("id", "id", "name", "name", "phone", "phone", "open", "open"),
                RowFilter.parse(filter),
                KEY);
    }

    private static ServedItem of(String name, ItemMask mask) {
        return new ServedItem(name, name, mask);
    }

    @Test
    void changesAreThoseThatTheConsumerSees() throws Exception {
        city.execute("create table shop (id int primary key, name text, phone text, open text)");
        city.execute(
                "insert into shop select i, '店' || i, '1380000' || (1000 + i), 'yes' from generate_series(1, 9) i");
        collect("one");
        LakeTable table = lake.find("shop").orElseThrow();
        long first = table.current().orElseThrow().id();
        city.execute("delete from shop where id = 2");
        city.execute("update shop set name = '新店' where id = 3");
        city.execute("update shop set phone = '13890001004' where id = 4");
        city.execute("update shop set open = 'no' where id = 5");
        city.execute("insert into shop values (10, null, null, 'yes'), (11, 'x', null, 'no')");
        collect("two");

        LakeServed older = LakeServed.of(table, first);
        LakeServed newer = LakeServed.of(table, null);
        Kept kept = new Kept();
        // The last four digits of a telephone are seen, so that the change of row 4 is not.
        Granted granted = shops(
                "open = 'yes'", of("name", ItemMask.CLEAR), of("id", ItemMask.CLEAR), of("phone", ItemMask.keep(2, 4)));
        assertThat(ConsumerReader.changes(older, newer, granted, kept)).isEqualTo(4);
        assertThat(kept.names).containsExactly("_change", "name", "id", "phone");
        assertThat(kept.rows)
                .extracting(String::valueOf)
                .containsExactly(
                        "[gone, null, 2, null]",
                        "[changed, 新店, 3, 13*****1003]",
                        "[gone, null, 5, null]",
                        "[added, null, 10, null]");

        for (Granted refused : List.of(
                shops("", of("name", ItemMask.CLEAR)),
                shops("", of("id", ItemMask.keep(1, 0)), of("name", ItemMask.CLEAR)))) {
            assertThat(catchThrowableOfType(
                                    ReadRefused.class, () -> ConsumerReader.changes(older, newer, refused, new Kept()))
                            .reason())
                    .isEqualTo(ReadRefused.Reason.NOT_COMPARABLE);
        }
    }

    @Override
    ServedTable table() throws Exception {
        return LakeServed.of(lake.find("resident").orElseThrow(), null);
    }
}
