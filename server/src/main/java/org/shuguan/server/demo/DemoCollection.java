package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.dataplane.demo.DemoMovements;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.census.Census;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.collection.Removing;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Collects some of the demo's published entries three times; between the collections the departments' rows change, so
/// that there are versions to compare, values in quarantine and scores that rise; one table is collected by increment.
/// At the end two persons have withdrawn their consent, and their rows are removed from all versions.
/// It is a task of the scheduler, so that an interrupted start is completed by the next one.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoCollection {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-collection");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(3);

    private record Example(String unit, String source, String path, CollectionWay way) {
        Example(String unit, String source, String path) {
            this(unit, source, path, CollectionWay.FULL);
        }
    }

    /// Measurements are only ever added, so their time is a watermark.
    private static final CollectionWay BY_MEASUREMENT = CollectionWay.increment("jcsj", 120, List.of(), 10);

    /// The unit from whose data the rows of who has withdrawn the consent are removed.
    private static final String WITHDRAWN_AT = "市公安局";

    private static final List<Example> EXAMPLES = List.of(
            new Example("市环境局", "环境监测库", "public.kqzl_xssj", BY_MEASUREMENT),
            new Example("市环境局", "环境监测库", "public.kqzl_zd"),
            new Example("端州区", "民政救助库", "public.ldrk_tz"),
            new Example("端州区", "民政救助库", "public.sq_xx"),
            new Example("市公安局", "人口管理库", "public.t_ldrk"));

    @Bean
    CustomTask<Void> demoCollecting(
            ObjectProvider<Collecting> collecting,
            ObjectProvider<EntryDirectory> entries,
            ObjectProvider<Census> census,
            ObjectProvider<Removing> removing,
            ObjectProvider<Institution> institution,
            ObjectProvider<DemoPeople> people,
            ObjectProvider<DemoQuality> quality,
            ObjectProvider<DemoProvince> province,
            ObjectProvider<EmbeddedDatabase> departments) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            var rounds = new Rounds(
                    collecting.getObject(),
                    entries.getObject(),
                    census.getObject(),
                    removing.getObject(),
                    institution.getObject(),
                    people.getObject(),
                    quality.getObject(),
                    province.getObject(),
                    departments.getIfAvailable());
            if (rounds.go()) {
                return new CompletionHandler.OnCompleteRemove<>();
            }
            return (complete, operations) ->
                    operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
        });
    }

    @Bean
    @Order(30)
    DemoPart demoCollectionPart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(
                        TASK.instance("1").scheduledTo(clock.instant().plus(BEFORE_NEXT_LOOK)));
            }
        };
    }

    private record Rounds(
            Collecting collecting,
            EntryDirectory entries,
            Census census,
            Removing removing,
            Institution institution,
            DemoPeople people,
            DemoQuality quality,
            DemoProvince province,
            @org.jspecify.annotations.Nullable EmbeddedDatabase departments) {
        private record Planned(UUID plan, UUID entry, UnitCode unit, Actor steward) {}

        /// Does what can be done now.
        ///
        /// @return whether all is done
        boolean go() {
            Map<String, UnitCode> units =
                    institution.units(institution.today()).stream().collect(Collectors.toMap(Unit::name, Unit::code));
            List<Planned> planned = new ArrayList<>();
            for (Example example : EXAMPLES) {
                UnitCode unit = units.get(example.unit());
                Actor steward = unit == null ? null : people.holder(Role.DATA_STEWARD, unit);
                if (unit == null || steward == null) {
                    continue;
                }
                Optional<UUID> entry = census.named(unit, example.source())
                        .flatMap(source -> entries.publishedOver(source.id(), example.path()).stream()
                                .findFirst())
                        .map(EntryDirectory.Known::entry);
                if (entry.isEmpty()) {
                    return false;
                }
                UUID plan = collecting.planOf(entry.get()).orElseGet(() -> planned(example, entry.get(), steward));
                planned.add(new Planned(plan, entry.get(), unit, steward));
            }
            if (planned.stream().anyMatch(one -> collecting.isUnderWay(one.plan()))) {
                return false;
            }
            int versions = planned.stream()
                    .mapToInt(one -> collecting.versions(one.plan()))
                    .min()
                    .orElse(Integer.MAX_VALUE);
            boolean failed = planned.stream().anyMatch(one -> collecting.hasFailed(one.plan()));
            if (departments == null || failed) {
                return true;
            }
            List<UUID> collected = planned.stream().map(Planned::entry).toList();
            if (versions > 0 && !quality.isExamined(collected, versions - 1)) {
                return false;
            }
            if (versions > DemoMovements.rounds() && !province.isReported(collected)) {
                return false;
            }
            if (versions > DemoMovements.rounds()) {
                planned.stream()
                        .filter(one -> one.unit().equals(units.get(WITHDRAWN_AT)))
                        .forEach(one -> withdrawn(one, departments));
                return true;
            }
            if (versions == 0) {
                mistake(departments);
            } else {
                move(departments, versions - 1);
            }
            planned.stream()
                    .filter(one -> collecting.versions(one.plan()) == versions)
                    .forEach(one -> collecting.collect(one.plan(), one.steward()));
            return false;
        }

        private UUID planned(Example example, UUID entry, Actor steward) {
            UUID plan = collecting.plan(entry, steward);
            if (example.way().mode() == CollectionWay.Mode.INCREMENT) {
                collecting.way(plan, example.way(), steward);
            }
            return plan;
        }

        /// The department deletes the rows of who has withdrawn the consent, and has them removed from all
        /// versions.
        private void withdrawn(Planned one, EmbeddedDatabase server) {
            Actor cdo = people.holder(Role.UNIT_CDO, one.unit());
            if (cdo == null || removing.hasRemovals(one.plan())) {
                return;
            }
            try (Connection inside = server.connect(DemoMovements.withdrawnIn())) {
                DemoMovements.withdraw(inside);
            } catch (SQLException e) {
                throw new IllegalStateException("the demo's rows could not be deleted", e);
            }
            UUID removal = removing.order(
                    one.plan(),
                    new Removing.Wanted(
                            DemoMovements.withdrawn().stream().map(List::of).toList(),
                            "consent",
                            "撤回同意申请（示例）2026 年第 3 号"),
                    one.steward());
            removing.confirm(removal, cdo);
        }

        private static void mistake(EmbeddedDatabase server) {
            for (String database : DemoMovements.mistaken()) {
                try (Connection inside = server.connect(database)) {
                    DemoMovements.mistake(database, inside);
                } catch (SQLException e) {
                    throw new IllegalStateException("the demo's database " + database + " could not be changed", e);
                }
            }
        }

        private static void move(EmbeddedDatabase server, int round) {
            for (String database : DemoMovements.databases(round)) {
                try (Connection inside = server.connect(database)) {
                    DemoMovements.apply(round, database, inside);
                } catch (SQLException e) {
                    throw new IllegalStateException("the demo's database " + database + " could not be changed", e);
                }
            }
        }
    }
}
