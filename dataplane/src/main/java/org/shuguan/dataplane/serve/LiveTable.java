package org.shuguan.dataplane.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table in a source's own database.
final class LiveTable extends ServedTable {
    private final LiveSource source;
    private final @Nullable String schema;
    private final String name;

    LiveTable(LiveSource source, @Nullable String schema, String name) {
        this.source = source;
        this.schema = schema;
        this.name = name;
    }

    @Nullable
    String schema() {
        return schema;
    }

    String name() {
        return name;
    }

    @Override
    Dialect dialect() {
        return source.dialect();
    }

    @Override
    String from() {
        return (schema == null ? "" : dialect().quoted(schema) + ".")
                + dialect().quoted(name);
    }

    @Override
    @Nullable
    Long version() {
        return null;
    }

    @Override
    Shape shape(List<String> columns) throws SourceAway {
        return source.shape(this, columns);
    }

    @Override
    <T> T ask(Work<T> work) throws SourceAway, ReadRefused {
        return source.ask(work);
    }
}
