package org.shuguan.server.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/// The two roles of the database: the owner migrates and owns all schemas, the application's role works with their
/// tables and may only read the schema `audit`. The privileges follow each module's migrations here, so that no
/// migration names a role. Where no owner is configured, the application's role owns everything, as it always did.
@Component
public class DatabaseRoles implements Callback {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoles.class);

    /// Grants only what is missing: a grant that changes nothing would write to the system's tables at each start.
    /// The tables of `public` are the migrations' own; they are readable for `pg_dump`.
    private static final String GRANT = """
            do $$
            declare
                application constant text := current_setting('shuguan.application');
                space record;
                thing record;
            begin
                for space in select oid, nspname as name from pg_namespace
                              where nspowner = quote_ident(current_user)::regrole or nspname = 'public'
                loop
                    if not has_schema_privilege(application, space.oid, 'usage') then
                        execute format('grant usage on schema %I to %I', space.name, application);
                    end if;
                    if has_schema_privilege(application, space.oid, 'create') then
                        execute format('revoke create on schema %I from public, %I', space.name, application);
                    end if;
                    for thing in select oid, oid::regclass::text as name, relkind from pg_class
                                  where relnamespace = space.oid and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                                    and relowner = quote_ident(current_user)::regrole
                    loop
                        if thing.relkind = 'S' then
                            if space.name not in ('audit', 'public')
                               and not (has_sequence_privilege(application, thing.oid, 'usage')
                                        and has_sequence_privilege(application, thing.oid, 'update')
                                        and has_sequence_privilege(application, thing.oid, 'select')) then
                                execute format('grant all on sequence %s to %I', thing.name, application);
                            end if;
                        elsif space.name in ('audit', 'public') then
                            if has_table_privilege(application, thing.oid,
                                    'insert, update, delete, truncate, references, trigger')
                               or has_any_column_privilege(application, thing.oid, 'insert, update') then
                                execute format('revoke all on %s from public, %I', thing.name, application);
                            end if;
                            if not has_table_privilege(application, thing.oid, 'select') then
                                execute format('grant select on %s to %I', thing.name, application);
                            end if;
                        elsif not (has_table_privilege(application, thing.oid, 'select')
                                   and has_table_privilege(application, thing.oid, 'insert')
                                   and has_table_privilege(application, thing.oid, 'update')
                                   and has_table_privilege(application, thing.oid, 'delete')) then
                            execute format('grant select, insert, update, delete on %s to %I', thing.name, application);
                        end if;
                    end loop;
                    if space.name not in ('audit', 'public')
                       and not exists (select from pg_default_acl where defaclnamespace = space.oid
                                          and defaclrole = quote_ident(current_user)::regrole and defaclobjtype = 'r') then
                        execute format('alter default privileges in schema %I grant select, insert, update, delete'
                                    || ' on tables to %I', space.name, application);
                        execute format('alter default privileges in schema %I grant all on sequences to %I',
                                    space.name, application);
                    end if;
                end loop;
                for thing in select p.oid, p.oid::regprocedure::text as name from pg_proc p
                              where p.pronamespace = to_regnamespace('audit') and p.prosecdef
                                and not has_function_privilege(application, p.oid, 'execute')
                loop
                    execute format('grant execute on function %s to %I', thing.name, application);
                end loop;
                for thing in select oid::regclass::text as name from pg_class
                              where relnamespace = to_regnamespace('audit') and relkind in ('r', 'p')
                                and (has_table_privilege(application, oid,
                                        'insert, update, delete, truncate, references, trigger')
                                     or pg_has_role(application, relowner, 'member'))
                loop
                    raise exception 'the role % may change %', application, thing.name;
                end loop;
            end
            $$
            """;

    private final String application;
    private final String owner;
    private final String url;
    private final String password;

    DatabaseRoles(
            @Value("${spring.flyway.url:${spring.datasource.url}}") String url,
            @Value("${spring.datasource.username}") String application,
            @Value("${spring.flyway.user:}") String owner,
            @Value("${spring.flyway.password:}") String password) {
        this.application = application;
        this.owner = owner;
        this.url = url;
        this.password = password;
        if (!separate()) {
            LOG.warn(
                    "the database's role {} owns its tables: whoever has its password can rewrite the audit record"
                            + " and switch off what protects it; only the checkpoints and the key outside of the database tell."
                            + " Name an owner by SHUGUAN_DATABASE_OWNER_URL (docs/operators.md, \"Two database roles\")",
                    application);
        }
    }

    private boolean separate() {
        return !owner.isBlank() && !owner.equals(application);
    }

    /// Connections of the owner, for libraries that make their tables themselves; empty where there is no owner.
    /// Call [#grant] afterwards.
    public Optional<DataSource> owner() {
        return separate() ? Optional.of(new DriverManagerDataSource(url, owner, password)) : Optional.empty();
    }

    /// Gives the application's role what it needs of the tables that there are now, and takes what it must not
    /// have.
    public void grant() {
        owner().ifPresent(source -> {
            try (Connection connection = source.getConnection()) {
                grant(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void grant(Connection connection) throws SQLException {
        try (var named = connection.prepareStatement("select set_config('shuguan.application', ?, false)");
                var statement = connection.createStatement()) {
            named.setString(1, application);
            named.executeQuery().close();
            statement.execute(GRANT);
        }
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE && separate();
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            grant(context.getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getCallbackName() {
        return "privileges of the application's role";
    }
}
