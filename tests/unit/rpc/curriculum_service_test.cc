#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

template <typename Request, typename Response>
grpc::Status Call(TestServer& server,
                  grpc::Status (v1::Curriculum::Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                  const Request& request, Response* response) {
  grpc::ClientContext context;
  return (server.curriculum.get()->*method)(&context, request, response);
}

TEST(CurriculumServiceTest, GetsAStandardByCode) {
  TestServer server;
  v1::GetStandardRequest request;
  request.set_code("[9수02-20]");
  v1::Standard standard;
  ASSERT_TRUE(Call(server, &v1::Curriculum::Stub::GetStandard, request, &standard).ok());
  EXPECT_EQ(standard.code(), "9수02-20");
  EXPECT_EQ(standard.grade_group(), "중1-3");
  EXPECT_EQ(standard.domain(), "변화와 관계");
  EXPECT_EQ(standard.levels_size(), 5);
  EXPECT_EQ(standard.levels(4).level(), "E");
  EXPECT_GE(standard.wording_size(), 12);
}

TEST(CurriculumServiceTest, TellsUnknownFromMalformedCodes) {
  TestServer server;
  v1::GetStandardRequest request;
  v1::Standard standard;
  request.set_code("9수04-99");
  EXPECT_EQ(Call(server, &v1::Curriculum::Stub::GetStandard, request, &standard).error_code(),
            grpc::StatusCode::NOT_FOUND);
  request.set_code("hello");
  EXPECT_EQ(Call(server, &v1::Curriculum::Stub::GetStandard, request, &standard).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(CurriculumServiceTest, PagesThroughAllStandardsInOrder) {
  TestServer server;
  v1::ListStandardsRequest request;
  request.set_page_size(40);
  std::set<std::string> seen;
  std::string last;
  int pages = 0;
  do {
    v1::ListStandardsResponse response;
    ASSERT_TRUE(Call(server, &v1::Curriculum::Stub::ListStandards, request, &response).ok());
    EXPECT_EQ(response.total_size(), 181);
    for (const auto& standard : response.standards()) {
      EXPECT_LT(last, standard.code());
      last = standard.code();
      seen.insert(last);
    }
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty() && pages < 10);
  EXPECT_EQ(pages, 5);
  EXPECT_EQ(seen.size(), 181u);
}

TEST(CurriculumServiceTest, FiltersByGradeGroupAndDomain) {
  TestServer server;
  v1::ListStandardsRequest request;
  request.set_grade_group("초3-4");
  request.set_domain("변화와 관계");
  v1::ListStandardsResponse response;
  ASSERT_TRUE(Call(server, &v1::Curriculum::Stub::ListStandards, request, &response).ok());
  EXPECT_EQ(response.standards_size(), 3);
  EXPECT_EQ(response.total_size(), 3);
  EXPECT_EQ(response.next_page_token(), "");
}

TEST(CurriculumServiceTest, NamesWrongListFields) {
  TestServer server;
  v1::ListStandardsRequest request;
  request.set_page_size(201);
  request.set_page_token("page 2");
  request.set_domain("미적분");
  v1::ListStandardsResponse response;
  const grpc::Status status =
      Call(server, &v1::Curriculum::Stub::ListStandards, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::BadRequest details;
  ASSERT_TRUE(Unpack(Details(status), &details));
  ASSERT_EQ(details.field_violations_size(), 3);
  EXPECT_EQ(details.field_violations(0).field(), "domain");
  EXPECT_EQ(details.field_violations(1).field(), "page_size");
  EXPECT_EQ(details.field_violations(2).field(), "page_token");
}

TEST(CurriculumServiceTest, SearchesWithALimit) {
  TestServer server;
  v1::SearchStandardsRequest request;
  request.set_query("이차방정식");
  request.set_limit(3);
  v1::SearchStandardsResponse response;
  ASSERT_TRUE(Call(server, &v1::Curriculum::Stub::SearchStandards, request, &response).ok());
  EXPECT_EQ(response.results_size(), 3);
  request.set_query(" ");
  EXPECT_EQ(Call(server, &v1::Curriculum::Stub::SearchStandards, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  request.set_query("원");
  request.set_limit(51);
  EXPECT_EQ(Call(server, &v1::Curriculum::Stub::SearchStandards, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace munhang::rpc
