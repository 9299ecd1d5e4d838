package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// The tables of the city node. The catalog is in PostgreSQL and says which version of each table counts; a version
/// is there with its commit in that database, or not at all. Thread-safe.
public final class Lake implements AutoCloseable {
    /// The schema of the tables.
    static final String NAMESPACE = "collected";
    /// The name of the catalog.
    static final String NAME = "shuguan";
    private static final Namespace COLLECTED = Namespace.of(NAMESPACE);
    /// The object that names the installation to which a bucket's prefix belongs.
    private static final String OWNER = "/owner.txt";
    private static final String OLD_METADATA = "100";

    private final LakeAddress address;
    private final JdbcCatalog catalog;
    private final LakeFiles files;
    private final LakeEngine engine;

    private Lake(LakeAddress address, JdbcCatalog catalog, LakeFiles files, LakeEngine engine) {
        this.address = address;
        this.catalog = catalog;
        this.files = files;
        this.engine = engine;
    }

    /// Opens a lake whose versions are read by DuckDB, as [#open(LakeAddress, LakeEngine)].
    public static Lake open(LakeAddress address) {
        return open(address, LakeEngine.DUCKDB);
    }

    /// Opens a lake; folders on this disk are created if they are missing. A bucket is not asked for anything yet.
    ///
    /// @param engine reads its versions
    /// @throws UncheckedIOException if a folder cannot be created or is used by another process
    public static Lake open(LakeAddress address, LakeEngine engine) {
        try {
            return open(
                    address,
                    switch (address.place()) {
                        case LakePlace.Folder folder -> new LocalFiles(folder.path());
                        case LakePlace.Bucket bucket -> new BucketFiles(bucket);
                    },
                    engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    static Lake open(LakeAddress address, LakeFiles files) {
        return open(address, files, LakeEngine.DUCKDB);
    }

    private static Lake open(LakeAddress address, LakeFiles files, LakeEngine engine) {
        JdbcCatalog catalog = new JdbcCatalog(properties -> files, null, false);
        Map<String, String> properties = new HashMap<>();
        properties.put(CatalogProperties.URI, address.urlWithSchema());
        properties.put("jdbc.user", address.user());
        properties.put("jdbc.password", address.password());
        properties.put("jdbc.schema-version", "V1");
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, files.warehouse());
        catalog.initialize(NAME, properties);
        return new Lake(address, catalog, files, engine);
    }

    /// Makes sure that the catalog names no files in another kind of place or in another bucket than this one.
    ///
    /// @throws PlaceFailed if it does, with what to do
    public void mustBeHere() {
        String here = address.place() instanceof LakePlace.Bucket bucket ? bucket.location() + "/" : LocalFiles.SCHEME;
        try (Connection connection = connect();
                PreparedStatement other = connection.prepareStatement(
                        "select table_name, metadata_location from iceberg_tables where not starts_with(metadata_location, ?)"
                                + " order by table_name limit 1")) {
            other.setString(1, here);
            try (ResultSet found = other.executeQuery()) {
                if (found.next()) {
                    throw new PlaceFailed(
                            PlaceFailed.Reason.ELSEWHERE,
                            "the collected table " + found.getString(1) + " lies in " + found.getString(2)
                                    + ", and the configured place is " + here
                                    + ": set shuguan.lake.s3.* as it was. A lake with tables cannot be moved by this setting");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog of the lake cannot be read", e);
        }
    }

    /// Makes sure that a bucket can be listed, written, read and deleted in, and that it is the lake of this
    /// installation: two that share a prefix would remove each other's files. A folder is always its own.
    ///
    /// @param owner what names this installation, the same at each start
    /// @param takeOver the owner that the bucket may have had until now, null for none
    /// @throws PlaceFailed if it cannot, or it is not, with what to do
    public void claim(String owner, @Nullable String takeOver) {
        if (files instanceof BucketFiles there && address.place() instanceof LakePlace.Bucket place) {
            String probe = place.prefix() + "/probe-" + UUID.randomUUID();
            there.bucket().put(probe, owner);
            String read = there.bucket().text(probe).orElse("");
            there.bucket().list(probe);
            there.bucket().delete(probe);
            String key = place.prefix() + OWNER;
            String had = there.bucket().text(key).map(String::strip).orElse("");
            if (!read.equals(owner)) {
                throw new PlaceFailed(
                        PlaceFailed.Reason.DAMAGED,
                        place + " gave back '" + read + "' where '" + owner
                                + "' had been written: do not use this store");
            }
            if (!had.isEmpty() && !had.equals(owner) && !had.equals(takeOver)) {
                throw new PlaceFailed(
                        PlaceFailed.Reason.OTHER_OWNER,
                        place + " is the lake of another installation, " + had
                                + ": use another prefix (shuguan.lake.s3.prefix). If that installation will never run"
                                + " again, because this one was restored from its backup, start once with"
                                + " SHUGUAN_LAKE_S3_TAKEOVER=" + had);
            }
            if (!had.equals(owner)) {
                there.bucket().put(key, owner);
            }
        }
    }

    /// The statements that create the catalog's tables in the current schema, for a new database.
    public static List<String> catalogTables() {
        return List.of("""
                create table iceberg_tables (
                    catalog_name varchar(255) not null,
                    table_namespace varchar(255) not null,
                    table_name varchar(255) not null,
                    metadata_location varchar(1000),
                    previous_metadata_location varchar(1000),
                    iceberg_type varchar(5),
                    primary key (catalog_name, table_namespace, table_name)
                )
                """, """
                create table iceberg_namespace_properties (
                    catalog_name varchar(255) not null,
                    namespace varchar(255) not null,
                    property_key varchar(255),
                    property_value varchar(1000),
                    primary key (catalog_name, namespace, property_key)
                )
                """);
    }

    /// The table with these columns: created if there is none, else evolved. Columns that are not wanted any more
    /// stay in older versions. Nothing changes for readers before the first version with the new columns.
    ///
    /// @param name lower-case letters, digits and underscores
    /// @throws LakeRefused if the names of two columns differ in case only, or there is none
    public LakeTable table(String name, List<LakeColumn> columns) throws LakeRefused {
        Set<String> names = new TreeSet<>();
        for (LakeColumn column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new LakeRefused(LakeRefused.Reason.SAME_NAMES, column.name());
            }
        }
        if (columns.isEmpty()) {
            throw new LakeRefused(LakeRefused.Reason.NO_COLUMNS, name);
        }
        LakeTable table = find(name).orElseGet(() -> created(name, columns));
        table.mustEvolve(columns);
        return table;
    }

    /// What versions name and the place does not have, a line for each table; empty if nothing is missing.
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (TableIdentifier table : catalog.listTables(COLLECTED)) {
            try {
                int files = new LakeTable(this, table.name(), catalog.loadTable(table)).missing();
                if (files > 0) {
                    missing.add(table.name() + ": " + files + " files");
                }
            } catch (PlaceFailed e) {
                if (e.reason() != PlaceFailed.Reason.MISSING) {
                    throw e;
                }
                missing.add(table.name() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return missing;
    }

    /// The table of this name, if there is one.
    public Optional<LakeTable> find(String name) {
        try {
            return Optional.of(new LakeTable(this, name, catalog.loadTable(identifier(name))));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    /// The names of all tables.
    public List<String> tables() {
        return catalog.namespaceExists(COLLECTED)
                ? catalog.listTables(COLLECTED).stream()
                        .map(TableIdentifier::name)
                        .toList()
                : List.of();
    }

    /// What reads its versions.
    LakeEngine engine() {
        return engine;
    }

    /// Removes a table with all its versions and files. If files could not be removed, the table is gone, and they are
    /// removed when this is done again.
    public void remove(String name) throws LakeRefused {
        TableIdentifier table = identifier(name);
        try (WriterLock alone = WriterLock.alone(this, name)) {
            if (alone == null) {
                throw new LakeRefused(LakeRefused.Reason.BUSY, name);
            }
            String folder = files.warehouse() + "/" + COLLECTED + "/" + name;
            // First: if the place does not answer, nothing has changed.
            files.list(folder);
            catalog.dropTable(table, false);
            files.abandon(folder, Instant.now());
            for (LakeFiles.Stored left : files.list(folder)) {
                files.deleteFile(left.location());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LakeTable created(String name, List<LakeColumn> columns) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (LakeColumn column : columns) {
            fields.add(Types.NestedField.optional(
                    fields.size() + 1, column.name(), column.type().stored(), column.comment()));
        }
        try {
            // New commits retry on the newest state; Iceberg's usual number of tries is for few writers.
            Table made = catalog.buildTable(identifier(name), new Schema(fields))
                    .withProperty(TableProperties.FORMAT_VERSION, "2")
                    .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
                    .withProperty(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, OLD_METADATA)
                    .withProperty(TableProperties.COMMIT_NUM_RETRIES, "10")
                    .create();
            return new LakeTable(this, name, made);
        } catch (AlreadyExistsException meanwhile) {
            return new LakeTable(this, name, catalog.loadTable(identifier(name)));
        }
    }

    private static TableIdentifier identifier(String name) {
        if (!name.matches("[a-z0-9_]{1,200}")) {
            throw new IllegalArgumentException(name);
        }
        return TableIdentifier.of(COLLECTED, name);
    }

    LakeFiles files() {
        return files;
    }

    /// A connection to the catalog's database, for locks.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(address.urlWithSchema(), address.user(), address.password());
    }

    /// Whether the answer to a question of one parameter is true.
    static boolean ask(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try {
            catalog.close();
            files.close();
        } catch (RuntimeException e) {
            // All commits are made: only connections are left to close.
            return;
        }
    }
}
