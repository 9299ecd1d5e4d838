package org.shuguan.server.indicator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// The list that shows the rows behind a figure, with the filter that leaves these rows.
///
/// @param page address of the list's page
/// @param list address of its endpoint
/// @param unit the parameter that names the unit
/// @param filter other parameters; the value `@-30` is the day 30 days ago
/// @param column the rows' number that is added up, null where the rows themselves are counted
public record RowsLink(
        String page,
        String list,
        String unit,
        Map<String, String> filter,
        @Nullable String column) {
    private static final String DAYS_AGO = "@-";

    public RowsLink {
        filter = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    }

    /// A list whose rows are counted.
    ///
    /// @param filter names and values in turn
    public static RowsLink of(String page, String list, String unit, String... filter) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < filter.length; i += 2) {
            pairs.put(filter[i], filter[i + 1]);
        }
        return new RowsLink(page, list, unit, pairs, null);
    }

    /// The same, of whose rows a number is added up.
    public RowsLink adding(String number) {
        return new RowsLink(page, list, unit, filter, number);
    }

    /// The page with the rows of a unit.
    ///
    /// @param of null for all units that the reader sees
    public String page(@Nullable UnitCode of, LocalDate today) {
        return page + query(of, today);
    }

    /// The endpoint with the rows of a unit.
    public String list(@Nullable UnitCode of, LocalDate today) {
        return list + query(of, today);
    }

    private String query(@Nullable UnitCode of, LocalDate today) {
        Map<String, String> all = new LinkedHashMap<>();
        if (of != null) {
            all.put(unit, of.value());
        }
        filter.forEach((name, value) -> all.put(name, day(value, today)));
        return all.isEmpty()
                ? ""
                : all.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String day(String value, LocalDate today) {
        return value.startsWith(DAYS_AGO)
                ? today.minusDays(Long.parseLong(value.substring(DAYS_AGO.length())))
                        .toString()
                : value;
    }
}
