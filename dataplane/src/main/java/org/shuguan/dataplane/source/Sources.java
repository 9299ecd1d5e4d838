package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Opens and tests sources.
public final class Sources {
    private Sources() {}

    /// Opens a source.
    ///
    /// @throws SourceUnreadable if the address, the credentials or the rights are wrong
    public static OpenSource open(Source source) throws SourceUnreadable {
        return switch (source) {
            case Source.Database database ->
                switch (database.kind()) {
                    case Source.BuiltIn.POSTGRESQL -> new PostgresSource(database);
                    case Source.BuiltIn.MYSQL -> new MysqlSource(database);
                    case DescribedKind driven -> new DescribedDatabaseSource(database, driven);
                };
            case Source.Files files -> new FileSource(files);
            case Source.Http http -> new HttpSource(http);
        };
    }

    /// Opens a read-only connection whose statements are limited, for a pool of the caller's.
    ///
    /// @throws SourceUnreadable if the address, the credentials or the rights are wrong
    public static Connection connect(Source.Database database) throws SourceUnreadable {
        return switch (database.kind()) {
            case Source.BuiltIn.POSTGRESQL -> PostgresSource.connect(database);
            case Source.BuiltIn.MYSQL -> MysqlSource.connect(database);
            case DescribedKind driven ->
                throw new SourceUnreadable(SourceUnreadable.Reason.DRIVER_MISSING, driven.word(), null);
        };
    }

    /// Maps a driver's exception to a reason that a person can act on, without values of rows.
    public static SourceUnreadable unreadable(SQLException failed) {
        return Jdbc.unreadable(failed);
    }

    /// Tests a connection without a census 测试连接.
    ///
    /// @return number of visible tables
    /// @throws SourceUnreadable with the reason if it cannot be read
    public static int check(Source source) throws SourceUnreadable {
        try (OpenSource open = open(source)) {
            List<Table> tables = open.tables();
            if (tables.isEmpty()) {
                throw new SourceUnreadable(SourceUnreadable.Reason.EMPTY, "no table is visible to this user", null);
            }
            open.checkRows(tables);
            return tables.size();
        }
    }
}
