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
            case Source.Remote remote -> remote.opener().open();
        };
    }

    /// Opens a read-only connection whose statements are limited, for a pool of the caller's.
    ///
    /// @throws SourceUnreadable if the address, the credentials or the rights are wrong
    public static Connection connect(Source.Database database) throws SourceUnreadable {
        return connect(database, false);
    }

    /// Opens a connection that may write, whose statements are limited. MySQL is told to refuse values that do not
    /// fit, instead of cutting them.
    ///
    /// @throws SourceUnreadable if the address, the credentials or the rights are wrong
    public static Connection connectToWrite(Source.Database database) throws SourceUnreadable {
        return connect(database, true);
    }

    private static Connection connect(Source.Database database, boolean writing) throws SourceUnreadable {
        return switch (database.kind()) {
            case Source.BuiltIn.POSTGRESQL -> PostgresSource.connect(database, writing);
            case Source.BuiltIn.MYSQL -> MysqlSource.connect(database, writing);
            case DescribedKind driven ->
                throw new SourceUnreadable(SourceUnreadable.Reason.DRIVER_MISSING, driven.word(), null);
        };
    }

    /// A table whose rows another process sends.
    ///
    /// @param whole whether it sends whole values, see [OpenSource#whole]
    /// @throws SourceUnreadable if no file can be created for them
    public static Relation received(Table table, boolean whole, RemoteRows rows) throws SourceUnreadable {
        return new Spool(table, Spool.NO_LEASE, new RemoteFeed(rows), whole);
    }

    /// Reads a relation to the end for another process, without a copy on this machine.
    ///
    /// @param table the columns that are read
    /// @param whole whether the relation is one of [OpenSource#whole]
    /// @throws SourceUnreadable if the source failed, or the sink did
    public static RowTotals deliver(Relation relation, Table table, boolean whole, PartSink sink)
            throws SourceUnreadable {
        return relation instanceof Spool spool
                ? spool.deliver(sink)
                : EngineDelivery.deliver(relation, table, whole, sink);
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
