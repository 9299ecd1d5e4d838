package org.shuguan.server.demo;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Two machine clients of the pilot: one that the bureau approved, and one that waits for it. They are invented.
@Component
@Order(40)
@ConditionalOnProperty("shuguan.demo")
class DemoClients implements DemoPart {
    private final MachineClients clients;
    private final Institution institution;
    private final DemoPeople people;

    DemoClients(MachineClients clients, Institution institution, DemoPeople people) {
        this.clients = clients;
        this.institution = institution;
        this.people = people;
    }

    @Override
    @Transactional
    public void start(boolean first) {
        if (!first) {
            return;
        }
        UUID approved = asked("市人社局", "就业监测报表系统", "每日核对本单位目录与普查报告", "catalog:read", "census:read");
        asked("市公安局", "数据治理平台", "同步全市已发布的目录", "catalog:read");
        if (approved != null) {
            as(Role.BUREAU_OPERATOR, "市政数局", bureau -> {
                clients.approve(approved, "范围与用途相符", bureau);
                return approved;
            });
        }
    }

    private @Nullable UUID asked(String unit, String name, String purpose, String... scopes) {
        return as(Role.DATA_STEWARD, unit, steward -> clients.ask(code(unit), name, purpose, List.of(scopes), steward));
    }

    private @Nullable UUID as(Role role, String unit, Function<Actor, UUID> act) {
        UnitCode code = code(unit);
        return code == null
                ? null
                : institution.holders(role, code, institution.today()).stream()
                        .findFirst()
                        .map(holder -> people.actor(holder, "demo"))
                        .map(act)
                        .orElse(null);
    }

    private @Nullable UnitCode code(String unit) {
        return institution.units(institution.today()).stream()
                .filter(one -> one.name().equals(unit))
                .map(one -> one.code())
                .findFirst()
                .orElse(null);
    }
}
