package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/// The tables of the city node. The catalog is in PostgreSQL and says which version of each table counts; a version
/// is there with its commit in that database, or not at all. Thread-safe.
public final class Lake implements AutoCloseable {
    private static final Namespace COLLECTED = Namespace.of("collected");
    private static final String NAME = "shuguan";
    private static final String OWNER_ALONE = "rwx------";
    private static final String OLD_METADATA = "100";

    private final LakeAddress address;
    private final JdbcCatalog catalog;
    private final LocalFiles files = new LocalFiles();

    private Lake(LakeAddress address, JdbcCatalog catalog) {
        this.address = address;
        this.catalog = catalog;
    }

    /// Opens a lake; its folder is created if it is missing.
    ///
    /// @throws UncheckedIOException if the folder cannot be created
    public static Lake open(LakeAddress address) {
        try {
            Path warehouse = address.warehouse();
            Files.createDirectories(warehouse);
            Files.setPosixFilePermissions(warehouse, PosixFilePermissions.fromString(OWNER_ALONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JdbcCatalog catalog = new JdbcCatalog(properties -> new LocalFiles(), null, false);
        Map<String, String> properties = new HashMap<>();
        properties.put(CatalogProperties.URI, address.urlWithSchema());
        properties.put("jdbc.user", address.user());
        properties.put("jdbc.password", address.password());
        properties.put("jdbc.schema-version", "V1");
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, LocalFiles.location(address.warehouse()));
        catalog.initialize(NAME, properties);
        return new Lake(address, catalog);
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

    /// The table of this name, if there is one.
    public Optional<LakeTable> find(String name) {
        try {
            return Optional.of(new LakeTable(this, name, catalog.loadTable(identifier(name))));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    /// Removes a table with all its versions and files.
    public void remove(String name) throws LakeRefused {
        LakeTable table = find(name).orElse(null);
        if (table != null) {
            try (WriterLock alone = WriterLock.alone(this, name)) {
                if (alone == null) {
                    throw new LakeRefused(LakeRefused.Reason.BUSY, name);
                }
                catalog.dropTable(identifier(name), true);
            }
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

    LocalFiles files() {
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
        } catch (RuntimeException e) {
            // All commits are made: only connections are left to close.
            return;
        }
    }
}
