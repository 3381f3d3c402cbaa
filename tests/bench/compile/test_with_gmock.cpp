// A test file as people write it by hand, with GoogleTest and GoogleMock alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

struct Answer {
  bool is_success = false;
  std::string error{};
};

class Service {
 public:
  virtual ~Service() = default;
  virtual Answer CopyImage(const std::string& name, const std::string& region) = 0;
};

class MockService : public Service {
 public:
  MOCK_METHOD(Answer, CopyImage, (const std::string& name, const std::string& region), (override));
};

TEST(CopyTest, IsRefusedWhileTheRegionIsBusy) {
  MockService service;
  EXPECT_CALL(service, CopyImage(testing::_, "eu-west-1"))
      .WillOnce(testing::Return(Answer{.error = "LimitExceededException"}));

  const Answer answer = service.CopyImage("golden", "eu-west-1");

  EXPECT_FALSE(answer.is_success);
  EXPECT_THAT(answer.error, testing::HasSubstr("LimitExceeded"));
}

}  // namespace
