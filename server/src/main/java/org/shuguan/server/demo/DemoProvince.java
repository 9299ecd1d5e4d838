package org.shuguan.server.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.province.NewTemplate;
import org.shuguan.server.province.ProvinceColumn;
import org.shuguan.server.province.Reporting;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// The monitoring stations of the air, reported to the province once; its receipt refused two of them.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoProvince {
    private static final String STATIONS = "空气质量监测站点";
    /// Rows of the file that the province refused, and why.
    private static final Map<Long, String> REFUSED = Map.of(3L, "站点名称与省监测站点库不一致，请核对后重新上报", 6L, "经纬度不在所填行政区划范围内");
    private static final List<String> DISTRICTS =
            List.of("441202", "441203", "441204", "441223", "441224", "441225", "441226", "441284");
    /// The code of Gaoyao as a county-level city, before it became a district in 2015; some stations still have it.
    private static final ProvinceColumn.CodePair OLD_GAOYAO = pair("441283", "441204");

    private final Reporting reporting;
    private final CollectedData data;
    private final DemoPeople people;

    DemoProvince(Reporting reporting, CollectedData data, DemoPeople people) {
        this.reporting = reporting;
        this.data = data;
        this.people = people;
    }

    /// Does the next step.
    ///
    /// @param entries those that are collected
    /// @return whether there is nothing more to do
    boolean isReported(List<UUID> entries) {
        CollectedData.Collected stations = entries.stream()
                .flatMap(entry -> data.of(entry).stream())
                .filter(one -> one.title().contains(STATIONS))
                .findFirst()
                .orElse(null);
        Actor steward = stations == null ? null : people.holder(Role.DATA_STEWARD, stations.unit());
        if (stations == null || steward == null) {
            return true;
        }
        Reporting.Standing batch = reporting.newest(stations.entry()).orElse(null);
        if (batch == null) {
            reporting.report(reporting.add(stations.entry(), template(), steward), false, steward);
            return false;
        }
        return !batch.underWay() && (!batch.awaitsReceipt() || received(batch, steward));
    }

    private boolean received(Reporting.Standing batch, Actor steward) {
        StringBuilder receipt = new StringBuilder("批次号,行号,结果,原因\n");
        for (long row = 1; row <= batch.written(); row++) {
            String reason = REFUSED.get(row);
            Stream.of(batch.number(), ",", Long.toString(row), reason == null ? ",接收," : ",拒绝," + reason, "\n")
                    .forEach(receipt::append);
        }
        try (IncomingFile file = IncomingFile.of(receipt.toString().getBytes(StandardCharsets.UTF_8))) {
            reporting.receive(batch.id(), "省生态环境厅回执_" + batch.number() + ".csv", file, steward);
        }
        return true;
    }

    private static NewTemplate template() {
        return new NewTemplate(
                "全省环境空气质量监测站点",
                "GD-HJ-0017",
                null,
                List.of(
                        column("ZDBM", "zdbh", true, 10, List.of()),
                        column("ZDMC", "zdmc", true, 60, List.of()),
                        column("JD", "jd", true, 12, List.of()),
                        column("WD", "wd", true, 12, List.of()),
                        column(
                                "XZQHDM",
                                "xzqh",
                                true,
                                12,
                                Stream.concat(DISTRICTS.stream().map(ours -> pair(ours, ours)), Stream.of(OLD_GAOYAO))
                                        .toList()),
                        new ProvinceColumn("DSMC", null, "肇庆市", true, 20, List.of())),
                null);
    }

    private static ProvinceColumn.CodePair pair(String ours, String district) {
        return new ProvinceColumn.CodePair(ours, district + "000000");
    }

    private static ProvinceColumn column(
            String name, @Nullable String item, boolean required, int longest, List<ProvinceColumn.CodePair> codes) {
        return new ProvinceColumn(name, item, null, required, longest, codes);
    }
}
