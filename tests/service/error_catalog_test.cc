// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/error_catalog.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/operations.h"

namespace fakestream {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kErrorCount = static_cast<std::size_t>(ErrorCode::kUnrecognized) + 1;

// Returns the attempts of every SDK in the order of Sdk.
std::vector<int> Attempts(ErrorCode code) {
  std::vector<int> attempts;
  for (const Sdk sdk : {Sdk::kCpp, Sdk::kCppStandard, Sdk::kBotocoreLegacy, Sdk::kBotocoreStandard,
                        Sdk::kJavaScript, Sdk::kGo}) {
    attempts.push_back(AttemptsOf(code, sdk));
  }
  return attempts;
}

TEST(ErrorCatalogTest, HasOneRowPerCodeInTheirOrder) {
  ASSERT_THAT(ErrorCatalog(), SizeIs(kErrorCount));
  for (std::size_t i = 0; i < kErrorCount; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    EXPECT_EQ(ErrorCatalog()[i].code, code);
    EXPECT_EQ(&RowOf(code), &ErrorCatalog()[i]);
  }
}

TEST(ErrorCatalogTest, GivesEveryErrorANameOfItsOwnEvenWithoutItsSuffix) {
  std::set<std::string> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    std::string name(row.name);
    if (name.ends_with("Exception")) name.resize(name.size() - 9);
    EXPECT_TRUE(names.insert(name).second) << row.name;
    EXPECT_EQ(name.empty(), row.code == ErrorCode::kUnrecognized);
  }
}

TEST(ErrorCatalogTest, NamesEveryModeledErrorAsAnException) {
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kModeled) continue;
    EXPECT_TRUE(row.name.ends_with("Exception")) << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
  }
}

TEST(ErrorCatalogTest, KeepsStatusSideAndKindConsistent) {
  for (const ErrorRow& row : ErrorCatalog()) {
    const bool is_transport = row.kind == ErrorKind::kTransport;
    EXPECT_EQ(row.side == ErrorSide::kNetwork, is_transport) << row.name;
    EXPECT_EQ(row.http_status == 0, is_transport) << row.name;
    EXPECT_EQ(row.side == ErrorSide::kServer, row.http_status >= 500) << row.name;
    EXPECT_TRUE(is_transport || (row.http_status >= 400 && row.http_status < 600)) << row.name;
  }
}

TEST(ErrorCatalogTest, AnswersTheSixErrorsOfCopyImageWith400OnTheClientsSide) {
  const std::vector<std::string_view> names = {
      "IncompatibleImageException",    "InvalidAccountStatusException",
      "LimitExceededException",        "ResourceAlreadyExistsException",
      "ResourceNotAvailableException", "ResourceNotFoundException"};

  ASSERT_THAT(ops::CopyImage::kErrors, SizeIs(6));
  for (const std::string_view name : names) {
    const ErrorRow* const row = FindError(name);
    ASSERT_NE(row, nullptr) << name;
    EXPECT_EQ(row->name, name);
    EXPECT_EQ(row->http_status, 400) << name;
    EXPECT_EQ(row->side, ErrorSide::kClient) << name;
    EXPECT_EQ(row->kind, ErrorKind::kModeled) << name;
    EXPECT_THAT(ops::CopyImage::kErrors, Contains(row->code)) << name;
  }
}

TEST(ErrorCatalogTest, DescribesTheSixErrorsOfCopyImageInAwssWords) {
  EXPECT_EQ(RowOf(ErrorCode::kResourceAlreadyExists).meaning,
            "The specified resource already exists.");
  EXPECT_EQ(RowOf(ErrorCode::kResourceNotFound).meaning, "The specified resource was not found.");
  EXPECT_EQ(RowOf(ErrorCode::kResourceNotAvailable).meaning,
            "The specified resource exists and is not in use, but isn't available.");
  EXPECT_EQ(RowOf(ErrorCode::kLimitExceeded).meaning,
            "The requested limit exceeds the permitted limit for an account.");
  EXPECT_EQ(RowOf(ErrorCode::kInvalidAccountStatus).meaning,
            "The resource cannot be created because your AWS account is suspended. For assistance, "
            "contact AWS Support.");
  EXPECT_EQ(RowOf(ErrorCode::kIncompatibleImage).meaning,
            "The image can't be updated because it's not compatible for updates.");
}

TEST(ErrorCatalogTest, HasTheStatusesThatAreNot400) {
  EXPECT_EQ(RowOf(ErrorCode::kDryRunOperation).http_status, 412);
  EXPECT_EQ(RowOf(ErrorCode::kInternalFailure).http_status, 500);
  EXPECT_EQ(RowOf(ErrorCode::kServiceUnavailable).http_status, 503);
  EXPECT_EQ(RowOf(ErrorCode::kOptInRequired).http_status, 403);
  EXPECT_EQ(RowOf(ErrorCode::kRequestTimeout).http_status, 408);
  EXPECT_EQ(RowOf(ErrorCode::kRequestEntityTooLarge).http_status, 413);
  EXPECT_EQ(RowOf(ErrorCode::kThrottling).http_status, 400);
  EXPECT_EQ(RowOf(ErrorCode::kAccessDenied).http_status, 400);
  EXPECT_EQ(RowOf(ErrorCode::kUnknownOperation).http_status, 400);
}

TEST(ErrorCatalogTest, FindsEveryNameAndTakesTheSuffixSeriously) {
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.code == ErrorCode::kUnrecognized) continue;
    std::string name(row.name);
    EXPECT_EQ(FindError(name), &row);
    if (name.ends_with("Exception")) {
      name.resize(name.size() - 9);
    } else {
      name += "Exception";
    }
    EXPECT_EQ(FindError(name), nullptr) << name;
  }
}

TEST(ErrorCatalogTest, FindsNothingForOtherNames) {
  for (const char* const name :
       {"", "Exception", "ExceptionException", "limitexceededexception", "LimitExceededException ",
        "LimitExceededError", "LimitExceededExceptionException", "NoSuchException"}) {
    EXPECT_EQ(FindError(name), nullptr) << name;
  }
}

TEST(RetryTest, RetriesLimitExceededEverywhereButInBotocoresLegacyMode) {
  EXPECT_THAT(Attempts(ErrorCode::kLimitExceeded), ElementsAre(11, 3, 1, 3, 3, 3));
  EXPECT_FALSE(RetriedBy(ErrorCode::kLimitExceeded, Sdk::kBotocoreLegacy));
  EXPECT_TRUE(RetriedBy(ErrorCode::kLimitExceeded, Sdk::kCpp));
}

TEST(RetryTest, RetriesNoOtherModeledError) {
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kModeled || row.code == ErrorCode::kLimitExceeded) continue;
    EXPECT_THAT(Attempts(row.code), ElementsAre(1, 1, 1, 1, 1, 1)) << row.name;
  }
}

TEST(RetryTest, RetriesThrottlingAndServerErrorsEverywhere) {
  for (const ErrorCode code :
       {ErrorCode::kThrottling, ErrorCode::kInternalFailure, ErrorCode::kServiceUnavailable}) {
    EXPECT_THAT(Attempts(code), ElementsAre(11, 3, 5, 3, 3, 3)) << RowOf(code).name;
  }
}

TEST(RetryTest, RetriesTimeoutsEverywhereButInBotocoresLegacyMode) {
  EXPECT_THAT(Attempts(ErrorCode::kRequestTimeout), ElementsAre(11, 3, 1, 3, 3, 3));
}

TEST(RetryTest, RetriesAnExpiredRequestInCppOnly) {
  EXPECT_THAT(Attempts(ErrorCode::kRequestExpired), ElementsAre(11, 3, 1, 1, 1, 1));
}

TEST(RetryTest, RetriesNoOtherCommonError) {
  const std::set<ErrorCode> retried = {ErrorCode::kThrottling, ErrorCode::kInternalFailure,
                                       ErrorCode::kServiceUnavailable, ErrorCode::kRequestTimeout,
                                       ErrorCode::kRequestExpired};
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kCommon || retried.contains(row.code)) continue;
    EXPECT_THAT(Attempts(row.code), ElementsAre(1, 1, 1, 1, 1, 1)) << row.name;
  }
}

TEST(RetryTest, NamesEverySdkOnce) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kSdkCount; ++i) names.insert(NameOf(static_cast<Sdk>(i)));

  EXPECT_THAT(names, SizeIs(kSdkCount));
  EXPECT_EQ(NameOf(Sdk::kCpp), "C++");
  EXPECT_EQ(NameOf(Sdk::kBotocoreLegacy), "botocore legacy");
  EXPECT_EQ(NameOf(Sdk::kGo), "Go v2");
}

TEST(MayAnswerTest, AllowsModeledErrorsWhereTheyAreDocumentedOnly) {
  EXPECT_TRUE(MayAnswer(kOperation<ops::CopyImage>, ErrorCode::kLimitExceeded));
  EXPECT_TRUE(MayAnswer(kOperation<ops::DeleteImage>, ErrorCode::kResourceInUse));

  EXPECT_FALSE(MayAnswer(kOperation<ops::DescribeImages>, ErrorCode::kLimitExceeded));
  EXPECT_FALSE(MayAnswer(kOperation<ops::CopyImage>, ErrorCode::kResourceInUse));
}

TEST(MayAnswerTest, AllowsCommonErrorsEverywhereAndNothingElse) {
  ForEachOperation([](auto op) {
    constexpr Operation kTested = kOperation<decltype(op)>;
    for (const ErrorRow& row : ErrorCatalog()) {
      if (row.kind == ErrorKind::kModeled) continue;
      EXPECT_EQ(MayAnswer(kTested, row.code), row.kind == ErrorKind::kCommon)
          << NameOf(kTested) << " " << row.name;
    }
  });
}

TEST(MayAnswerTest, AgreesWithTheOperationsThatModelAnError) {
  for (const ErrorRow& row : ErrorCatalog()) {
    const std::vector<Operation> operations = OperationsThatModel(row.code);
    ForEachOperation([&](auto op) {
      constexpr Operation kTested = kOperation<decltype(op)>;
      const bool is_listed =
          std::find(operations.begin(), operations.end(), kTested) != operations.end();
      EXPECT_EQ(MayAnswer(kTested, row.code), is_listed || row.kind == ErrorKind::kCommon)
          << NameOf(kTested) << " " << row.name;
    });
  }
}

TEST(MayAnswerTest, ListsTheOperationsThatModelAnErrorInTheirOrder) {
  EXPECT_THAT(OperationsThatModel(ErrorCode::kIncompatibleImage),
              ElementsAre(kOperation<ops::CopyImage>, kOperation<ops::CreateUpdatedImage>));
  EXPECT_THAT(OperationsThatModel(ErrorCode::kResourceInUse),
              ElementsAre(kOperation<ops::DeleteImage>));
  EXPECT_THAT(OperationsThatModel(ErrorCode::kResourceNotFound), SizeIs(kOperationCount));
  EXPECT_THAT(OperationsThatModel(ErrorCode::kThrottling), IsEmpty());
}

// Those of AppStream's model that belong to operations outside this fake.
TEST(MayAnswerTest, ReachesEveryModeledErrorButThoseOfOperationsThatAreNotSimulated) {
  const std::set<ErrorCode> elsewhere = {
      ErrorCode::kDryRunOperation, ErrorCode::kEntitlementAlreadyExists,
      ErrorCode::kEntitlementNotFound, ErrorCode::kInvalidRole, ErrorCode::kRequestLimitExceeded};
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kModeled) continue;
    EXPECT_EQ(OperationsThatModel(row.code).empty(), elsewhere.contains(row.code)) << row.name;
  }
}

TEST(ServiceErrorTest, TakesStatusAndMessageFromTheCatalogue) {
  const ServiceError error = MakeError(ErrorCode::kResourceNotFound);

  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.http_status, 400);
  EXPECT_EQ(error.message, "The specified resource was not found.");
  EXPECT_EQ(error.name(), "ResourceNotFoundException");
}

TEST(ServiceErrorTest, KeepsAMessageThatIsGiven) {
  EXPECT_EQ(
      MakeError(ErrorCode::kInternalFailure, "boom"),
      (ServiceError{.code = ErrorCode::kInternalFailure, .message = "boom", .http_status = 500}));
  EXPECT_EQ(MakeError(ErrorCode::kLimitExceeded, "").message, "");
}

TEST(ServiceErrorTest, KeepsANameThatTheCatalogueLacks) {
  const ServiceError error = MakeNamedError("QuotaException", "no more", 402);

  EXPECT_EQ(error.code, ErrorCode::kUnrecognized);
  EXPECT_EQ(error.name(), "QuotaException");
  EXPECT_EQ(error.http_status, 402);
  EXPECT_EQ(error.message, "no more");
  EXPECT_EQ(MakeNamedError("QuotaException", "").http_status, 400);
}

TEST(ServiceErrorTest, TakesANameThatTheCatalogueHasForThatError) {
  const ServiceError error = MakeNamedError("ResourceNotFoundException", "gone", 404);

  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.unrecognized_name, "");
  EXPECT_EQ(error.http_status, 404);
}

TEST(ServiceErrorTest, PrintsNameStatusAndMessage) {
  EXPECT_EQ(ToText(MakeError(ErrorCode::kLimitExceeded, "too many")),
            "LimitExceededException (400): too many");
  EXPECT_EQ(ToText(MakeError(ErrorCode::kInternalFailure)), "InternalFailure (500)");
  EXPECT_EQ(ToText(MakeError(ErrorCode::kConnectionReset)),
            "ConnectionReset: the connection was reset");
  EXPECT_EQ(ToText(MakeNamedError("QuotaException", "no more", 402)),
            "QuotaException (402): no more");
}

TEST(ServiceErrorTest, ComparesEveryMember) {
  const ServiceError error = MakeNamedError("A", "m", 400);

  EXPECT_EQ(error, MakeNamedError("A", "m", 400));
  EXPECT_NE(error, MakeNamedError("B", "m", 400));
  EXPECT_NE(error, MakeNamedError("A", "n", 400));
  EXPECT_NE(error, MakeNamedError("A", "m", 401));
  EXPECT_NE(MakeError(ErrorCode::kThrottling, "m"), MakeError(ErrorCode::kValidation, "m"));
}

}  // namespace
}  // namespace fakestream
