package org.shuguan.server.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.shuguan.dataplane.demo.DemoDatabase;
import org.shuguan.dataplane.demo.Department;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// One department's database in the demo, with a read-only user, and where data are given back to it, one that writes
/// into a schema of its own.
final class DepartmentDatabase {
    /// Comment of the database after it was filled completely, to detect an interrupted start.
    private static final String WHOLE = "filled";

    /// The schema of data that are given back.
    static final String RETURNS = "huiliu";

    private final EmbeddedDatabase server;
    private final Department department;
    private final Home home;

    DepartmentDatabase(EmbeddedDatabase server, Department department, Home home) {
        this.server = server;
        this.department = department;
        this.home = home;
    }

    String reader() {
        return department.database() + "_census";
    }

    /// The read-only user's password, stored in a file of the home, so that the source can be corrected if the
    /// port changes.
    String secret() {
        return home.secret(reader() + ".password", 18);
    }

    /// The user that may write into [#RETURNS] only.
    String writer() {
        return department.database() + "_returns";
    }

    String writerSecret() {
        return home.secret(writer() + ".password", 18);
    }

    /// Creates the schema for data that are given back, and its user, if they do not exist.
    void prepareReturns() {
        try (Connection inside = server.connect(department.database());
                Statement statement = inside.createStatement()) {
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + writer()
                    + "') then create role " + writer() + " login connection limit 5 password '" + writerSecret()
                    + "'; end if; end $$");
            statement.execute("grant connect, temporary on database " + department.database() + " to " + writer());
            statement.execute("create schema if not exists " + RETURNS + " authorization " + writer());
        } catch (SQLException e) {
            throw new IllegalStateException("no place for data that are given back", e);
        }
    }

    /// Creates and fills the database if it does not exist.
    void prepare() {
        String name = department.database();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            if (isWhole(connection)) {
                return;
            }
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
            statement.execute("revoke all on database " + name + " from public");
            statement.execute("drop role if exists " + reader());
            statement.execute("create role " + reader() + " login connection limit 10 password '" + secret() + "'");
            statement.execute("grant connect on database " + name + " to " + reader());
            try (Connection inside = server.connect(name);
                    Statement filling = inside.createStatement()) {
                DemoDatabase.fill(inside, department);
                filling.execute("grant usage on schema public to " + reader());
                filling.execute("grant select on all tables in schema public to " + reader());
            }
            statement.execute("comment on database " + name + " is '" + WHOLE + "'");
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's database " + name + " could not be made", e);
        }
    }

    private boolean isWhole(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select 1 from pg_database d join pg_shdescription s on s.objoid = d.oid
                 where s.classoid = 'pg_database'::regclass and d.datname = ? and s.description = ?
                """)) {
            statement.setString(1, department.database());
            statement.setString(2, WHOLE);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
