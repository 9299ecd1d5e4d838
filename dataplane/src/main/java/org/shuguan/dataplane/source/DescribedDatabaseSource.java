package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// A database that is read through a driver from the operator's folder, as its description says.
final class DescribedDatabaseSource implements OpenSource {
    /// Characters that no driver interprets as the beginning of an option.
    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_.$#-]{1,128}");

    private final Source.Database address;
    private final DatabaseDescription description;
    private final DescribedKind kind;
    private final Connections connections;

    DescribedDatabaseSource(Source.Database address, DescribedKind kind) throws SourceUnreadable {
        this.address = address;
        this.kind = kind;
        this.description = kind.description();
        this.connections = Jdbc.reached(this::connect);
    }

    @Override
    public List<Table> tables() throws SourceUnreadable {
        try (Connections.Borrowed borrowed = connections.borrow()) {
            List<Table> tables = tables(new Dictionary(borrowed.connection(), description));
            ended(borrowed.connection());
            borrowed.markReusable();
            return tables;
        }
    }

    private List<Table> tables(Dictionary dictionary) throws SourceUnreadable {
        List<String> seen = dictionary.schemas();
        List<String> schemas = address.schemas().isEmpty() ? seen : address.schemas();
        for (String schema : schemas) {
            if (!seen.contains(schema)) {
                throw new SourceUnreadable(Reason.SCHEMA_MISSING, schema, null);
            }
        }
        if (schemas.isEmpty()) {
            return List.of();
        }
        List<Dictionary.TableRow> found = dictionary.tables(schemas);
        Map<String, List<Table.Column>> columns = new HashMap<>();
        dictionary.columns(schemas).forEach(row -> add(columns, row.table(), row.column()));
        Map<String, List<Table.Key>> keys = new HashMap<>();
        dictionary.keys(schemas, found).forEach(row -> add(keys, row.table(), row.key()));
        Map<String, List<Table.Reference>> references = new HashMap<>();
        dictionary.references(schemas, found).forEach(row -> add(references, row.table(), row.reference()));
        return found.stream()
                .map(row -> {
                    String path = Dictionary.path(row.schema(), row.name());
                    return new Table(
                            row.schema(),
                            row.name(),
                            row.view() ? Table.Kind.VIEW : Table.Kind.TABLE,
                            row.comment(),
                            row.rows(),
                            row.bytes(),
                            columns.getOrDefault(path, List.of()),
                            keys.getOrDefault(path, List.of()),
                            references.getOrDefault(path, List.of()));
                })
                .toList();
    }

    private static <T> void add(Map<String, List<T>> lists, String path, T one) {
        lists.computeIfAbsent(path, name -> new ArrayList<>()).add(one);
    }

    @Override
    public List<Unread> unread() {
        return List.of();
    }

    @Override
    public Relation relation(Table table, long sample) throws SourceUnreadable {
        return relation(table, queries(table, sample), false);
    }

    @Override
    public Relation whole(Table table) throws SourceUnreadable {
        return relation(table, queries(table, 0), true);
    }

    private Relation relation(Table table, SampleQueries queries, boolean whole) throws SourceUnreadable {
        Connections.Borrowed borrowed = connections.borrow();
        RowFeed rows = new RowFeed(
                borrowed.connection(),
                queries,
                table.columns().size(),
                address.limits().statement());
        Spool.Feed feed = new Spool.Feed() {
            @Override
            public void writeTo(RowWriter out) throws Exception {
                try {
                    rows.writeTo(out);
                } catch (SourceUnreadable e) {
                    throw e.getCause() instanceof SQLException failed
                            ? Jdbc.unreadable(failed, description.reasons())
                            : e;
                }
                ended(borrowed.connection());
            }

            @Override
            public void cancel() {
                rows.cancel();
            }
        };
        return new Spool(table, borrowed, feed, whole);
    }

    @Override
    public void close() {
        connections.close();
    }

    private SampleQueries queries(Table table, long sample) {
        String columns = table.columns().stream().map(this::selected).collect(Collectors.joining(", "));
        String all = "select " + columns + " from " + description.quoted(table.schema()) + "."
                + description.quoted(table.name());
        if (sample <= 0) {
            return SampleQueries.only(all);
        }
        String rows = Long.toString(sample);
        String first = all + " " + description.first().replace("{rows}", rows);
        if (description.sample() == null || table.kind() != Table.Kind.TABLE || table.estimatedRows() <= sample * 2) {
            return SampleQueries.only(first);
        }
        double share = 2.0 * sample / table.estimatedRows();
        String any = description
                .sample()
                .replace("{percent}", plain(100 * share))
                .replace("{share}", plain(share))
                .replace("{rows}", rows);
        return SampleQueries.sample(all + " " + any, first, sample);
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.9f", Math.min(99.999999, number));
    }

    private String selected(Table.Column column) {
        String name = description.quoted(column.name());
        return description.as().entrySet().stream()
                .filter(as -> Pattern.compile(as.getKey(), Pattern.CASE_INSENSITIVE)
                        .matcher(column.declaredType())
                        .matches())
                .findFirst()
                .map(as -> as.getValue().replace("{column}", name))
                .orElse(name);
    }

    /// Ends the transaction in which rows were streamed.
    private void ended(Connection connection) throws SourceUnreadable {
        if (!description.autocommit()) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                throw Jdbc.unreadable(e, description.reasons());
            }
        }
    }

    private Connection connect() throws SourceUnreadable {
        Properties properties = new Properties();
        description.properties().forEach((name, value) -> properties.setProperty(name, limited(value)));
        properties.setProperty("user", address.user());
        if (address.secret() != null) {
            properties.setProperty("password", address.secret());
        }
        Connection connection = signedIn(url(), properties);
        try (Statement statement = connection.createStatement()) {
            for (String sql : description.open()) {
                statement.execute(limited(sql));
            }
            connection.setReadOnly(true);
            connection.setAutoCommit(description.autocommit());
            connection.setNetworkTimeout(
                    Runnable::run, (int) address.limits().silence().toMillis());
            return connection;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError older) {
            // An old driver does not support the network timeout; everything else has been set.
            return connection;
        } catch (SQLException e) {
            Jdbc.close(connection);
            throw Jdbc.unreadable(e, description.reasons());
        }
    }

    /// Signs in with a time limit, because not every driver has one for a server that accepts a connection and
    /// then does not answer.
    private Connection signedIn(String url, Properties properties) throws SourceUnreadable {
        CompletableFuture<@Nullable Connection> signing = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("shuguan-sign-in").start(() -> {
            try {
                Connection connection = kind.driver().connect(url, properties);
                if (!signing.complete(connection) && connection != null) {
                    Jdbc.close(connection);
                }
            } catch (SQLException | RuntimeException | LinkageError e) {
                signing.completeExceptionally(e);
            }
        });
        Duration limit = address.limits().connect().multipliedBy(2);
        try {
            Connection connection = signing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (connection == null) {
                throw new SourceUnreadable(Reason.OTHER, "the driver does not accept this address", null);
            }
            return connection;
        } catch (TimeoutException e) {
            // If the sign-in still succeeds later, the connection is closed at once.
            signing.cancel(true);
            throw new SourceUnreadable(Reason.TIMED_OUT, "no sign-in within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            signing.cancel(true);
            Thread.currentThread().interrupt();
            throw new SourceUnreadable(Reason.CANCELLED, "interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failed
                    ? Jdbc.unreadable(failed, description.reasons())
                    : new SourceUnreadable(Reason.OTHER, String.valueOf(e.getCause()), e);
        }
    }

    private String url() throws SourceUnreadable {
        Jdbc.checkHost(address.host());
        if (description.url().contains("{database}")
                && !DATABASE.matcher(address.database()).matches()) {
            throw new SourceUnreadable(Reason.DATABASE_MISSING, address.database(), null);
        }
        return description
                .url()
                .replace("{host}", address.host())
                .replace("{port}", Integer.toString(address.port()))
                .replace("{database}", address.database());
    }

    private String limited(String text) {
        Source.Limits limits = address.limits();
        return text.replace("{connect.seconds}", Long.toString(limits.connect().toSeconds()))
                .replace("{connect.millis}", Long.toString(limits.connect().toMillis()))
                .replace("{silence.seconds}", Long.toString(limits.silence().toSeconds()))
                .replace("{silence.millis}", Long.toString(limits.silence().toMillis()))
                .replace("{statement.seconds}", Long.toString(limits.statement().toSeconds()))
                .replace("{statement.millis}", Long.toString(limits.statement().toMillis()));
    }
}
