package org.shuguan.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// The databases of homes that earlier versions wrote, kept as text in `src/test/resources/homes/<version>`:
/// `migrations.txt` names the migrations that had run, `engine.sql` creates the tables that the process engine had
/// made for itself, `data.sql` holds the rows of all tables in the form of `COPY`.
final class OlderHomes {
    static final Path FOLDER = Path.of("src/test/resources/homes");

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) as name,
                   (select string_agg(format('%I', a.attname), ', ' order by a.attnum)
                      from pg_attribute a
                     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r'
               and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
               and c.relname not like 'flyway%' and c.relname not like 'spring\\_session%'
             order by 1
            """;

    private static final String ENGINE = """
            select ddl from (
            select 1 as step, format('create sequence %I.%I;', schemaname, sequencename) as ddl
              from pg_sequences where schemaname = 'flowable'
            union all
            select 2, format('create table %s (%s);', c.oid::regclass,
                             (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                                                || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
                                                || case when a.attnotnull then ' not null' else '' end,
                                                ', ' order by a.attnum)
                                from pg_attribute a
                                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
              from pg_class c
             where c.relkind = 'r' and c.relnamespace = 'flowable'::regnamespace
            union all
            select case contype when 'f' then 4 else 3 end,
                   format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid))
              from pg_constraint
             where connamespace = 'flowable'::regnamespace and contype in ('p', 'u', 'f', 'c')
            union all
            select 5, pg_get_indexdef(i.indexrelid) || ';'
              from pg_index i
              join pg_class c on c.oid = i.indrelid
             where c.relnamespace = 'flowable'::regnamespace
               and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
            ) as all_of_it order by step, ddl
            """;

    private static final String SEQUENCES = """
            select format('select setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value)
              from pg_sequences
             where last_value is not null
             order by 1
            """;

    /// A migration that had run.
    ///
    /// @param table the history of its module
    private record Migration(String table, String version, int checksum) {
        String module() {
            return table.equals("flyway_schema_history")
                    ? "__root"
                    : table.substring("flyway_schema_history_".length());
        }
    }

    private OlderHomes() {}

    /// Writes the database of a home, as a new older home.
    ///
    /// @param url its address, with user and password
    static void write(String url, String version) {
        Path folder = FOLDER.resolve(version);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Files.createDirectories(folder);
            statement.execute("set time zone 'UTC'");
            List<String> histories = column(
                    statement,
                    "select relname from pg_class where relkind = 'r' and relname like 'flyway%' order by 1");
            String union = histories.stream()
                    .map(history -> "select '" + history + "' as history, version, checksum, installed_on from "
                            + history + " where type = 'SQL'")
                    .collect(Collectors.joining(" union all "));
            Files.write(
                    folder.resolve("migrations.txt"),
                    column(
                            statement,
                            "select history || ' ' || version || ' ' || checksum from (" + union
                                    + ") as m order by installed_on, history, version::int"));
            Files.write(folder.resolve("engine.sql"), column(statement, ENGINE));
            try (Writer out = Files.newBufferedWriter(folder.resolve("data.sql"))) {
                CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
                for (String table : column(
                        statement, "select name || ' (' || columns || ')' from (" + TABLES + ") as t order by 1")) {
                    out.write("copy " + table + " from stdin;\n");
                    copy.copyOut("copy " + table + " to stdout", out);
                    out.write("\\.\n");
                }
                for (String sequence : column(statement, SEQUENCES)) {
                    out.write(sequence + "\n");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Creates the tables by the migrations of that version, and fills them.
    ///
    /// @param url of an empty database, as a superuser
    static void read(String url, String version) {
        Path folder = FOLDER.resolve(version);
        migrations(folder)
                .forEach(migration -> Flyway.configure()
                        .dataSource(url, "postgres", "")
                        .locations("classpath:db/migration/" + migration.module())
                        .table(migration.table())
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .outOfOrder(true)
                        .target(migration.version())
                        .load()
                        .migrate());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                BufferedReader data = Files.newBufferedReader(folder.resolve("data.sql"))) {
            statement.execute(Files.readString(folder.resolve("engine.sql")));
            // Rows come in the order of their tables' names; triggers and foreign keys stand aside for the while.
            statement.execute("set session_replication_role = replica");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String line = data.readLine(); line != null; line = data.readLine()) {
                if (line.startsWith("select setval(")) {
                    statement.execute(line);
                    continue;
                }
                String into = line.substring(0, line.length() - 1);
                StringBuilder rows = new StringBuilder();
                for (String row = data.readLine(); !row.equals("\\."); row = data.readLine()) {
                    rows.append(row).append('\n');
                }
                statement.execute("delete from " + into.substring("copy ".length(), into.indexOf(" (")));
                copy.copyIn(into, new StringReader(rows.toString()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Migrations of that version whose text is no longer what it was.
    static List<String> changedMigrations(String url, String version) {
        List<String> changed = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (Migration migration : migrations(FOLDER.resolve(version))) {
                List<String> now = column(
                        statement,
                        "select checksum::text from " + migration.table() + " where version = '" + migration.version()
                                + "'");
                if (!now.equals(List.of(Integer.toString(migration.checksum())))) {
                    changed.add(migration.module() + " V" + migration.version());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return changed;
    }

    private static List<Migration> migrations(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("migrations.txt"), StandardCharsets.UTF_8).stream()
                    .map(line -> line.split(" "))
                    .map(words -> new Migration(words[0], words[1], Integer.parseInt(words[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> column(Statement statement, String question) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
