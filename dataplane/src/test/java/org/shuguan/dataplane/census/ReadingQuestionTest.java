package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.ReadingQuestion.About;
import org.shuguan.dataplane.census.ReadingQuestion.Answer;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.source.Reading;

class ReadingQuestionTest {
    @TempDir
    Path folder;

    @Test
    void anEncodingThatIsAGuessIsAskedWithTheLinesOfEachAnswer() throws Exception {
        Path file = file("編號,名稱\n1,香港貿易有限公司\n2,澳門旅遊公司\n", Charset.forName("Big5"));
        ReadingQuestion question = only(asked(file, Reading.GUESS));
        assertThat(question.about()).isEqualTo(About.ENCODING);
        assertThat(question.answers())
                .extracting(Answer::value)
                .startsWith("Big5")
                .contains("GB18030");
        assertThat(question.answers().getFirst().table().columns()).containsExactly("編號", "名稱");
        assertThat(question.answers())
                .extracting(answer -> answer.table().lines())
                .doesNotHaveDuplicates();
        for (Answer answer : question.answers()) {
            assertThat(answer.reading().encoding()).isEqualTo(answer.value());
            assertThat(asked(file, answer.reading()))
                    .extracting(ReadingQuestion::about)
                    .doesNotContain(About.ENCODING);
        }
    }

    @Test
    void aRareDelimiterIsAsked() throws Exception {
        Path file = file("编号，名称，数量\n1，甲，3\n2，乙，4\n3，丙，5\n", StandardCharsets.UTF_8);
        ReadingQuestion question = only(asked(file, Reading.GUESS));
        assertThat(question.about()).isEqualTo(About.DELIMITER);
        assertThat(question.answers().getFirst().value()).isEqualTo("，");
        assertThat(question.answers().getFirst().table().columns()).containsExactly("编号", "名称", "数量");
        assertThat(question.answers().get(1).table().columns()).hasSize(1);
        assertThat(asked(file, question.answers().getFirst().reading())).isEmpty();
    }

    @Test
    void aHeaderThatWasNotFoundIsAsked() throws Exception {
        Path file = file("1,甲,3\n2,乙,4\n3,丙,5\n", StandardCharsets.UTF_8);
        ReadingQuestion question = only(asked(file, Reading.GUESS));
        assertThat(question.about()).isEqualTo(About.HEADER);
        assertThat(question.answers()).extracting(Answer::value).startsWith("0").contains("1");
        assertThat(question.answers().get(1).table().columns()).contains("甲");
        assertThat(asked(file, question.answers().getFirst().reading())).isEmpty();
    }

    @Test
    void whatIsCertainIsNotAsked() throws Exception {
        assertThat(asked(file("编号,名称\n1,甲\n2,乙\n", StandardCharsets.UTF_8), Reading.GUESS))
                .isEmpty();
    }

    private static ReadingQuestion only(List<ReadingQuestion> questions) {
        assertThat(questions).hasSize(1);
        return questions.getFirst();
    }

    private static List<ReadingQuestion> asked(Path file, Reading wish) throws Exception {
        return ReadingQuestion.of(file, wish, Preview.of(file, wish, new Classifier()), new Classifier());
    }

    private Path file(String text, Charset encoding) throws Exception {
        return Files.writeString(folder.resolve("t.csv"), text, encoding);
    }
}
