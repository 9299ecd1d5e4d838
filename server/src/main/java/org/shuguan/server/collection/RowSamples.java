package org.shuguan.server.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeReader;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.springframework.stereotype.Service;

/// The first rows of what was collected of an entry, to show how masks work. On every value that a caller's own mask
/// leaves, the mask of the census is applied too: no more is shown than the census shows.
@Service
public class RowSamples {
    private final Collecting collecting;
    private final Plans plans;
    private final CityLake lake;

    RowSamples(Collecting collecting, Plans plans, CityLake lake) {
        this.collecting = collecting;
        this.plans = plans;
        this.lake = lake;
    }

    /// Rows of the newest version.
    ///
    /// @param at when it was collected
    /// @param total number of all its rows
    public record Sample(Instant at, long total, List<List<@Nullable String>> rows) {}

    /// Reads the first rows.
    ///
    /// @param masks by the names of the items that are wanted, in their order
    /// @return empty if nothing was collected of the entry
    public Optional<Sample> first(UUID entry, int most, Map<String, UnaryOperator<@Nullable String>> masks) {
        Content content = collecting.published(entry).map(Version::content).orElse(null);
        LakeTable table = plans.of(entry).map(lake::table).orElse(null);
        LakeVersion version = table == null ? null : table.current().orElse(null);
        if (content == null || table == null || version == null) {
            return Optional.empty();
        }
        try {
            LakeReader.Page page = new LakeReader(table).rows(version, 0, most);
            return Optional.of(new Sample(version.at(), page.total(), masked(content, page, masks)));
        } catch (LakeRefused refused) {
            throw CollectionRefused.unreadable(refused);
        }
    }

    /// The mask by which the census and the pages of versions show an item.
    public static Mask maskOf(Content.Item item) {
        return Mask.of(ItemMasks.classification(item.name(), item));
    }

    private static List<List<@Nullable String>> masked(
            Content content, LakeReader.Page page, Map<String, UnaryOperator<@Nullable String>> masks) {
        ItemMasks census = new ItemMasks(content);
        Map<String, String> columns = new HashMap<>();
        content.items().stream()
                .filter(item -> item.physicalName() != null)
                .forEach(item -> columns.put(item.name(), String.valueOf(item.physicalName())));
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable String> read : page.rows()) {
            List<@Nullable String> row = new ArrayList<>();
            masks.forEach((item, mask) -> {
                String column = columns.get(item);
                int at = column == null ? -1 : place(page.columns(), column);
                row.add(at < 0 || column == null ? null : census.masked(column, mask.apply(read.get(at))));
            });
            rows.add(row);
        }
        return rows;
    }

    private static int place(List<String> columns, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }
}
