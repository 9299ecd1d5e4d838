package org.shuguan.server.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An SQL query whose rows are shown page by page, with the total number of rows.
public final class PagedQuery {
    private final JdbcClient jdbc;
    private final String select;
    private final Map<String, @Nullable Object> asked = new HashMap<>();

    private PagedQuery(JdbcClient jdbc, String select) {
        this.jdbc = jdbc;
        this.select = select;
    }

    /// @param select the query without `order by`; `:like` is the search pattern ([ListQuery#like])
    public static PagedQuery of(JdbcClient jdbc, String select) {
        return new PagedQuery(jdbc, select);
    }

    public PagedQuery with(String name, @Nullable Object value) {
        asked.put(name, value);
        return this;
    }

    public PagedQuery with(Map<String, ? extends @Nullable Object> more) {
        asked.putAll(more);
        return this;
    }

    /// @param order the order from [ListQuery#orderBy]
    public <T> Listing<T> page(ListQuery query, String order, RowMapper<T> row) {
        asked.put("like", query.like());
        long total = jdbc.sql("select count(*) from (" + select + ") found")
                .params(asked)
                .query((counted, n) -> counted.getLong(1))
                .single();
        List<T> items = jdbc.sql(select + " order by " + order + " limit :size offset :offset")
                .params(asked)
                .param("size", query.sizeOrUsual())
                .param("offset", query.offset())
                .query(row)
                .list();
        return new Listing<>(items, total, query.pageOrFirst(), query.sizeOrUsual());
    }
}
