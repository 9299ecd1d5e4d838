package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.OfficialPaper;
import org.springframework.stereotype.Component;

/// Writes the minutes from what was recorded: names as they were on the day of the meeting.
@Component
class MinutesDrafting {
    private static final Map<Item.Kind, String> KINDS = Map.of(
            Item.Kind.DIRECTIVES, "传达上级部署",
            Item.Kind.SUMMARY, "总结工作",
            Item.Kind.DIRECTION, "研究工作方向和目标",
            Item.Kind.DECISIONS, "落实省、市决策部署",
            Item.Kind.ISSUES, "协调解决各单位问题");

    private final KeptMeetings meetings;
    private final KeptTopics topics;
    private final KeptResolutions resolutions;
    private final MeetingRules rules;
    private final Institution institution;

    MinutesDrafting(
            KeptMeetings meetings,
            KeptTopics topics,
            KeptResolutions resolutions,
            MeetingRules rules,
            Institution institution) {
        this.meetings = meetings;
        this.topics = topics;
        this.resolutions = resolutions;
        this.rules = rules;
        this.institution = institution;
    }

    MinutesContent write(Meeting one) {
        List<Seat> seats = meetings.seatsOf(one.id());
        String place = name(one.territory(), one.day());
        return new MinutesContent(
                place + rules.mark(one.day()),
                place + rules.office(one.day()),
                one.title() + "纪要",
                one.opening().isBlank()
                        ? usualOpening(one, seats)
                        : one.opening().strip(),
                items(one),
                seats.stream()
                        .filter(seat -> seat.isMember() && Boolean.TRUE.equals(seat.attended()))
                        .map(seat -> person(one, seat))
                        .toList(),
                seats.stream()
                        .filter(seat -> seat.isMember() && !Boolean.TRUE.equals(seat.attended()))
                        .map(seat -> person(one, seat))
                        .toList(),
                seats.stream()
                        .filter(seat -> !seat.isMember() && Boolean.TRUE.equals(seat.attended()))
                        .map(seat -> person(one, seat))
                        .toList(),
                seats.stream()
                        .map(seat -> unitOf(one, seat))
                        .filter(unit -> !unit.isEmpty())
                        .distinct()
                        .toList());
    }

    /// The paragraph with which the minutes begin if the secretariat writes no other.
    String usualOpening(Meeting one, List<Seat> seats) {
        String chair = institution.holders(one.chairRole(), one.territory(), one.day()).stream()
                .findFirst()
                .map(Appointment::officerName)
                .orElse("");
        long members = seats.stream().filter(Seat::isMember).count();
        return day(one.day()) + "，" + title(one) + chair + "在" + one.place() + "主持召开" + one.title() + "。会议应到成员"
                + members + "名，实到" + Meetings.present(seats) + "名。现将会议议定事项纪要如下。";
    }

    private static String title(Meeting one) {
        return switch (one.chairRole()) {
            case CITY_CDO -> "市首席数据官";
            case CITY_EXECUTIVE_OFFICER -> "市首席数据执行官";
            default -> "首席数据官";
        };
    }

    private List<MinutesContent.ItemText> items(Meeting one) {
        List<Item> items = topics.itemsOf(one.id());
        Map<UUID, Topic> about = topics.find(items.stream().map(Item::topic).toList()).stream()
                .collect(Collectors.toMap(Topic::id, Function.identity()));
        List<Resolution> all = resolutions.of(one.id());
        Map<UUID, List<Resolution.Unit>> units =
                resolutions.units(all.stream().map(Resolution::id).toList());
        return items.stream()
                .map(item -> new MinutesContent.ItemText(
                        Objects.requireNonNull(KINDS.get(item.kind())),
                        Objects.requireNonNull(about.get(item.topic())).title(),
                        item.note(),
                        all.stream()
                                .filter(resolution -> resolution.item().equals(item.id()))
                                .filter(resolution -> resolution.state() != Resolution.State.DRAFT)
                                .map(resolution ->
                                        text(resolution, units.getOrDefault(resolution.id(), List.of()), one))
                                .toList(),
                        item.outcome() == Item.Outcome.POSTPONED ? "会议决定，该议题提交以后的会议再议。" : ""))
                .toList();
    }

    private MinutesContent.ResolutionText text(Resolution one, List<Resolution.Unit> units, Meeting of) {
        StringBuilder text = new StringBuilder(ended(one.title()));
        if (!one.requirement().isEmpty()) {
            text.append(ended(one.requirement()));
        }
        text.append("由").append(name(one.lead(), of.day())).append("牵头，");
        if (!units.isEmpty()) {
            text.append(units.stream()
                            .map(unit -> name(unit.unit(), of.day())
                                    + (unit.text().isEmpty() ? "" : "（" + unit.text() + "）"))
                            .collect(Collectors.joining("、")))
                    .append("配合，");
        }
        text.append(one.dueText().isEmpty() ? day(one.due()) + "前完成" : due(one.dueText()));
        text.append("。");
        if (!one.measure().isEmpty()) {
            text.append("完成标准：").append(ended(one.measure()));
        }
        return new MinutesContent.ResolutionText(
                "议定事项（" + OfficialPaper.numeral(one.position()) + "）", text.toString(), how(one));
    }

    private static String due(String words) {
        return words.endsWith("完成") ? words : words + "完成";
    }

    private static String how(Resolution one) {
        if (one.manner() == Resolution.Manner.CONSENT) {
            return "与会成员一致同意。";
        }
        String votes = "赞成" + one.yes() + "票，反对" + one.no() + "票，弃权" + one.abstain() + "票";
        return one.state() == Resolution.State.ADOPTED ? votes + "，通过。" : votes + "，未通过。";
    }

    private static String ended(String sentence) {
        return sentence.endsWith("。") ? sentence : sentence + "。";
    }

    private MinutesContent.Person person(Meeting of, Seat seat) {
        String holder = institution.holders(seat.role(), seat.unit(), of.day()).stream()
                .findFirst()
                .map(Appointment::officerName)
                .orElse("");
        String came = seat.attendedName() == null ? holder : seat.attendedName();
        @Nullable String instead = came.equals(holder) || holder.isEmpty() ? null : holder;
        return new MinutesContent.Person(label(of, seat), came, instead);
    }

    private String label(Meeting of, Seat seat) {
        return switch (seat.role()) {
            case CITY_CDO -> "市首席数据官";
            case CITY_EXECUTIVE_OFFICER -> "市首席数据执行官";
            default -> name(seat.unit(), of.day());
        };
    }

    private String unitOf(Meeting of, Seat seat) {
        return seat.role() == Role.UNIT_CDO ? name(seat.unit(), of.day()) : "";
    }

    private String name(UnitCode unit, LocalDate day) {
        return institution
                .unit(unit, day)
                .or(() -> institution.unit(unit))
                .map(Unit::name)
                .orElse(unit.value());
    }

    /// A day as documents write it, without leading zeros (GB/T 9704-2012).
    static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }
}
