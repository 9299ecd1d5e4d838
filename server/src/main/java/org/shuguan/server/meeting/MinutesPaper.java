package org.shuguan.server.meeting;

import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.OfficialPaper;
import org.shuguan.server.platform.PaperFonts;
import org.springframework.stereotype.Component;

/// The minutes as an official document after GB/T 9704-2012, 纪要: red header with number, lists of those present, end
/// note, no seal. Minutes that are not signed are marked as a draft in the place of the number.
@Component
class MinutesPaper {
    private static final String DRAFT = "（征求意见稿）";

    private final MinutesKeeping keeping;
    private final KeptMinutes minutes;
    private final PaperFonts fonts;

    MinutesPaper(MinutesKeeping keeping, KeptMinutes minutes, PaperFonts fonts) {
        this.keeping = keeping;
        this.minutes = minutes;
        this.fonts = fonts;
    }

    byte[] pdf(Meeting one) {
        return write(one).pdf(fonts);
    }

    OfficialPaper write(Meeting one) {
        MinutesContent content = keeping.content(one);
        Minutes its = minutes.of(one.id()).orElse(null);
        String number = its == null ? null : its.printedNumber();
        OfficialPaper paper = new OfficialPaper();
        paper.redHeader(content.mark(), number == null ? DRAFT : number);
        paper.title(content.title());
        paper.text(content.opening());
        items(paper, content.items());
        people(paper, "出席", content.present());
        people(paper, "请假", content.excused());
        people(paper, "列席", content.guests());
        if (its != null && its.signedAt() != null) {
            paper.labelled(
                    "签发",
                    its.signedFor() == null
                            ? String.valueOf(its.signedBy())
                            : its.signedBy() + "（代" + its.signedFor() + "）");
            paper.endNote(
                    "分送：" + String.join("，", content.recipients()) + "。",
                    content.issuer(),
                    MinutesDrafting.day(CityTime.day(its.signedAt())) + "印发");
        }
        return paper;
    }

    private static void items(OfficialPaper paper, List<MinutesContent.ItemText> items) {
        String kind = "";
        for (MinutesContent.ItemText item : items) {
            if (!item.kind().equals(kind)) {
                kind = item.kind();
                paper.section(kind);
            }
            paper.part(item.title());
            item.note().lines().filter(line -> !line.isBlank()).forEach(line -> paper.text(line.strip()));
            item.resolutions()
                    .forEach(
                            resolution -> paper.text(resolution.number() + "：" + resolution.text() + resolution.how()));
            if (!item.outcome().isEmpty()) {
                paper.text(item.outcome());
            }
        }
    }

    private static void people(OfficialPaper paper, String label, List<MinutesContent.Person> people) {
        if (!people.isEmpty()) {
            paper.labelled(
                    label, people.stream().map(MinutesContent.Person::shown).collect(Collectors.joining("、")));
        }
    }
}
