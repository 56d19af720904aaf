package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every operation of the contract has a right that somebody decided on. */
class RightsTest {
    private static final Set<String> OPEN = Set.of(
            "whoAmI",
            "login",
            "redeemCode",
            "getHealth",
            "getLiveness",
            "getReadiness",
            "getContract",
            "getContractJson");

    @Test
    void everyOperationOfTheContractIsInTheTable() throws Exception {
        for (Operation operation : operations()) {
            String id = operation.getOperationId();
            Rights.Right right = Rights.of(id);
            assertThat(right == Rights.Right.OPEN).as(id + " is open").isEqualTo(OPEN.contains(id));
            if (!Origins.safe(operation.getHttpMethod())) {
                assertThat(right).as(id + " changes something").isNotEqualTo(Rights.Right.READ);
            }
        }
    }

    @Test
    void whatNobodyDecidedOnNobodyMayDo() {
        assertThatThrownBy(() -> Rights.of("somethingNew")).hasMessageContaining("somethingNew");
    }

    private static List<Operation> operations() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return OpenAPIContract.from(vertx, "openapi.yaml")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .operations();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }
}
