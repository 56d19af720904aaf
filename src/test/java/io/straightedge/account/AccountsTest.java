package io.straightedge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts on a real store, with a clock that can be moved. */
class AccountsTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path dataDir;

    private final MovableClock clock = new MovableClock();
    private Stores stores;
    private AccountStore store;
    private Accounts accounts;

    @BeforeEach
    void open() {
        stores = H2RunStore.openAll(dataDir);
        store = stores.accounts();
        accounts = new Accounts(store, clock);
        accounts.add("ada", Role.ADMIN, PASSWORD);
    }

    @AfterEach
    void close() throws Exception {
        stores.close();
    }

    @Test
    void theStoreHoldsHashesOnly() throws Exception {
        String session = login();
        String token = accounts.addToken(caller(session), "script", ApiToken.Scope.READ, null)
                .secret();
        assertThat(store.sessions()).extracting(Session::hash).containsExactly(sha256(session));
        assertThat(store.tokens()).extracting(ApiToken::hash).containsExactly(sha256(token));
        assertThat(store.passwordHash("ada").orElseThrow())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(PASSWORD);
    }

    @Test
    void theSamePasswordHasAnotherHashEachTime() {
        accounts.add("bob", Role.VIEWER, PASSWORD);
        assertThat(store.passwordHash("bob")).isNotEqualTo(store.passwordHash("ada"));
    }

    @Test
    void aSessionLastsAWeekUnusedAndAMonthAtMost() {
        String idle = login();
        clock.pass(Duration.ofDays(7));
        assertThat(accounts.bySession(idle)).isPresent();
        clock.pass(Duration.ofDays(7).plusSeconds(1));
        assertThat(accounts.bySession(idle)).isEmpty();

        String used = login();
        for (int day = 0; day < 30; day += 5) {
            assertThat(accounts.bySession(used)).as("day " + day).isPresent();
            clock.pass(Duration.ofDays(5));
        }
        clock.pass(Duration.ofSeconds(1));
        assertThat(accounts.bySession(used)).isEmpty();
        accounts.write();
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void sessionsAndTokensSurviveARestartAndCodesDoNot() {
        String code = accounts.resetCode("ada");
        String session = login();
        String token = accounts.addToken(caller(session), "script", ApiToken.Scope.WRITE, null)
                .secret();
        Accounts again = new Accounts(store, clock);
        assertThat(again.bySession(session)).isPresent();
        assertThat(again.byToken(token)).map(Caller::via).contains(Caller.Via.WRITE_TOKEN);
        assertThatThrownBy(() -> again.redeem(code, null, PASSWORD, "here"))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("this link was used already");
    }

    @Test
    void aTokenExpiresWithinACenturyOrNever() {
        Caller ada = caller(login());
        Instant now = clock.instant();
        for (Instant wrong : List.of(Instant.MAX, Instant.parse("9999-12-31T00:00:00Z"), now, Instant.MIN)) {
            assertThatThrownBy(() -> accounts.addToken(ada, "script", ApiToken.Scope.READ, wrong))
                    .isInstanceOfSatisfying(
                            AccountException.class, e -> assertThat(e.field()).isEqualTo("expires"))
                    .hasMessageContaining(wrong.toString())
                    .hasMessageContaining("leave it out");
        }
        Instant far = now.plus(Duration.ofDays(36_500));
        assertThat(accounts.addToken(ada, "script", ApiToken.Scope.READ, far)
                        .token()
                        .expires())
                .isEqualTo(far);
    }

    @Test
    void strangersWhoGuessLockNobodyOut() {
        assertThat(accounts.loginDelay("ada")).isEqualTo(Duration.ZERO);
        for (int i = 0; i < 40; i++) {
            String elsewhere = "198.51." + i + ".7";
            assertThatThrownBy(() -> accounts.login("ada", "a guess", elsewhere))
                    .isInstanceOfSatisfying(AccountException.class, e -> assertThat(e.kind())
                            .isEqualTo(AccountException.Kind.WRONG_LOGIN));
        }
        assertThat(accounts.loginDelay(" Ada ")).isEqualTo(Duration.ofSeconds(2));
        assertThat(accounts.login("ada", PASSWORD, "192.0.2.1").user().name()).isEqualTo("ada");
        clock.pass(Duration.ofMinutes(61));
        assertThat(accounts.loginDelay("ada")).isEqualTo(Duration.ZERO);
    }

    @Test
    void anotherPasswordEndsOtherSessionsAndAllTokens() {
        String here = login();
        String there = login();
        String token = token(here);
        accounts.changePassword(caller(here), PASSWORD, "another password", "here");
        assertThat(accounts.bySession(here)).isPresent();
        assertThat(accounts.bySession(there)).isEmpty();
        assertEnded(token);
        String next = token(here);
        accounts.setPassword("ada", PASSWORD);
        assertThat(accounts.bySession(here)).isEmpty();
        assertEnded(next);
    }

    @Test
    void aResetEndsSessionsAndTokensAtOnceAndAgainWithTheNewPassword() {
        String session = login();
        String token = token(session);
        String code = accounts.resetCode("ada");
        assertThat(accounts.bySession(session)).isEmpty();
        assertEnded(token);
        String later = login();
        String laterToken = token(later);
        accounts.redeem(code, null, "another password", "here");
        assertThat(accounts.bySession(later)).isEmpty();
        assertEnded(laterToken);
    }

    @Test
    void whoIsDisabledComesInByNothingThatIsOlder() {
        String code = accounts.invite("bob", Role.ADMIN);
        String session = accounts.redeem(code, null, PASSWORD, "here").session();
        String token = token(session);
        String link = accounts.resetCode("bob");
        accounts.change("bob", null, true);
        assertThatThrownBy(() -> accounts.redeem(link, null, "another password", "here"))
                .isInstanceOf(AccountException.class);
        assertThatThrownBy(() -> accounts.resetCode("bob"))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("bob is disabled");
        accounts.change("bob", null, false);
        assertThat(accounts.bySession(session)).isEmpty();
        assertEnded(token);
        assertThatThrownBy(() -> accounts.redeem(link, null, "another password", "here"))
                .isInstanceOf(AccountException.class);
        assertThat(accounts.login("bob", PASSWORD, "here").user().name()).isEqualTo("bob");
    }

    private String token(String session) {
        return accounts.addToken(caller(session), "script", ApiToken.Scope.WRITE, null)
                .secret();
    }

    private void assertEnded(String token) {
        assertThat(accounts.byToken(token)).isEmpty();
        assertThat(new Accounts(store, clock).byToken(token)).isEmpty();
    }

    @Test
    void aLinkLastsADay() {
        String code = accounts.invite("bob", Role.MEMBER);
        clock.pass(Duration.ofDays(1));
        assertThatThrownBy(() -> accounts.redeem(code, null, PASSWORD, "here")).isInstanceOf(AccountException.class);
        String fresh = accounts.resetCode("bob");
        clock.pass(Duration.ofHours(23));
        assertThat(accounts.redeem(fresh, null, PASSWORD, "here").user().name()).isEqualTo("bob");
    }

    @Test
    void theLinkForTheFirstAdministratorWorksOnlyWhileThereIsNobody() {
        String code = accounts.welcome();
        assertThatThrownBy(() -> accounts.redeem(code, "mallory", PASSWORD, "here"))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("ask an administrator");
        assertThat(accounts.users()).extracting(User::name).containsExactly("ada");
    }

    @Test
    void aUserHasTwentySessionsAndTheOldestMakeRoom() {
        String oldest = login();
        for (int i = 0; i < 19; i++) {
            clock.pass(Duration.ofSeconds(1));
            login();
        }
        assertThat(accounts.bySession(oldest)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        login();
        assertThat(accounts.bySession(oldest)).isEmpty();
        assertThat(store.sessions()).hasSize(20);
    }

    private String login() {
        return accounts.login("ada", PASSWORD, "here").session();
    }

    private Caller caller(String session) {
        return accounts.bySession(session).orElseThrow();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
